using System.Runtime.CompilerServices;

namespace Wheelhouse.Storage.S3;

/// <summary>
/// A store in a bucket of
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">S3</see> or of what speaks its protocol.
/// Stores differ in how they want bodies and ETags and in what they make of conditions: the first write probes which this is,
/// and is refused where it would not be safe.
/// </summary>
public sealed class S3ObjectStore : IObjectStore, IDisposable
{
    private readonly S3Access access;
    private readonly S3Reader reader;
    private readonly bool ownsAccess;
    private readonly SemaphoreSlim probing = new(1);
    private volatile S3Negotiation? negotiated;

    /// <summary>A store in a bucket. Nothing is read or written yet.</summary>
    /// <param name="location">The bucket and the prefix in it.</param>
    /// <param name="settings">How the bucket is reached.</param>
    /// <exception cref="StoreRegionException">The region is known neither from the settings nor from the environment.</exception>
    public S3ObjectStore(BucketLocation location, S3Settings settings)
    {
        access = new S3Access(location, settings);
        reader = new S3Reader(access);
        ownsAccess = true;
    }

    /// <summary>A store spoken to in one dialect, whatever comes of it: what is probed.</summary>
    internal S3ObjectStore(S3Access access, S3Dialect dialect)
    {
        this.access = access;
        reader = new S3Reader(access);
        negotiated = new S3Negotiation(dialect, new StoreAbilities(null, null, null));
    }

    /// <inheritdoc />
    public string Location => access.Location.ToString();

    /// <inheritdoc />
    public bool HasKeysEndingInSlash => true;

    /// <inheritdoc />
    public bool KeepsOptions => true;

    /// <inheritdoc />
    public bool ChecksSha256 => true;

    /// <inheritdoc />
    public async Task<StoreAbilities> ProbeAsync(CancellationToken cancellationToken) =>
        (await NegotiateAsync(cancellationToken)).Abilities;

    /// <inheritdoc />
    /// <exception cref="BucketMissingException">There is no such bucket.</exception>
    /// <exception cref="StoreCredentialsException">The store does not know the credentials, or there are none.</exception>
    /// <exception cref="StoreCredentialsExpiredException">The credentials expired.</exception>
    /// <exception cref="StoreClockException">The clocks differ too much.</exception>
    /// <exception cref="StoreRegionException">The bucket is in another region.</exception>
    public Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken)
    {
        Check(key);
        return reader.GetAsync(key, cancellationToken);
    }

    /// <inheritdoc />
    public Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken)
    {
        Check(key);
        return reader.HeadAsync(key, cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>
    /// What has more bytes than a part is sent in parts, and goes on after a kill where it was. Where a store does not keep
    /// conditions for parts, the condition is checked just before they become one object and its outcome just after.
    /// </remarks>
    /// <exception cref="UnsafeStoreException">The store is not safe to write to, and the settings do not allow that.</exception>
    public async Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    )
    {
        Check(key);
        var (dialect, abilities) = await NegotiateAsync(cancellationToken);
        if (!access.Settings.AllowsUnsafeStore)
        {
            abilities.RequireSafe(Location);
        }

        var writer = new S3Writer(access, reader, dialect);
        return await writer.PutAsync(key, content, options, condition, cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ListedObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ObjectKey.CheckPrefix(prefix, Location);
        await foreach (var row in reader.ListAsync(prefix, cancellationToken))
        {
            if (!ObjectKey.IsReserved(row.Key))
            {
                yield return row;
            }
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<UnfinishedObject> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        new S3UnfinishedUploads(access, reader).ListAsync(cancellationToken);

    /// <inheritdoc />
    public Task RemoveUnfinishedAsync(UnfinishedObject unfinished, CancellationToken cancellationToken) =>
        new S3UnfinishedUploads(access, reader).RemoveAsync(unfinished, cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        Check(key);
        return access.DeleteAsync(key, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        probing.Dispose();
        if (ownsAccess)
        {
            access.Dispose();
        }
    }

    private async Task<S3Negotiation> NegotiateAsync(CancellationToken cancellationToken)
    {
        if (negotiated is { } known)
        {
            return known;
        }

        await probing.WaitAsync(cancellationToken);
        try
        {
            return negotiated ??= await S3Negotiation.RunAsync(access, cancellationToken);
        }
        finally
        {
            probing.Release();
        }
    }

    private void Check(string key) => ObjectKey.Check(key, HasKeysEndingInSlash, Location);
}
