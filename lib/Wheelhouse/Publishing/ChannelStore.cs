using System.Runtime.CompilerServices;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>A store seen through a channel: every key but those of the shared files stands below the channel's root.</summary>
/// <remarks>What runs claim of these files is shared as well; it is listed where it is asked for alone.</remarks>
/// <param name="store">The store.</param>
/// <param name="channel">The channel, not the main one.</param>
internal sealed class ChannelStore(IObjectStore store, Channel channel) : IObjectStore
{
    public string Location => $"{store.Location} (channel {channel})";

    public bool HasKeysEndingInSlash => store.HasKeysEndingInSlash;

    public bool KeepsOptions => store.KeepsOptions;

    public Task<StoreAbilities> ProbeAsync(CancellationToken cancellationToken) => store.ProbeAsync(cancellationToken);

    public async Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken) =>
        await store.GetAsync(Place(key), cancellationToken) is { } found
            ? new StoredObject(found.Head with { Key = key }, found.Body, Location)
            : null;

    public async Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken) =>
        await store.HeadAsync(Place(key), cancellationToken) is { } head ? head with { Key = key } : null;

    public async Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    ) => await store.PutAsync(Place(key), content, options, condition, cancellationToken);

    public async Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        await store.DeleteAsync(Place(key), cancellationToken);

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var files =
            IsShared(prefix) ? store.ListAsync(prefix, cancellationToken)
            : IndexLayout.Packages.StartsWith(prefix, StringComparison.Ordinal)
                ? store.ListAsync(IndexLayout.Packages, cancellationToken)
            : AsyncEnumerable.Empty<ListedObject>();
        var others = IsShared(prefix)
            ? AsyncEnumerable.Empty<ListedObject>()
            : store
                .ListAsync(channel.Root + prefix, cancellationToken)
                .Select(row => row with { Key = row.Key[channel.Root.Length..] })
                .Where(row => !IsShared(row.Key));
        var givesFiles = true;
        await foreach (var row in others.WithCancellation(cancellationToken))
        {
            // The keys of files follow one another: they all come where the first of them does.
            if (givesFiles && string.CompareOrdinal(row.Key, IndexLayout.Packages) > 0)
            {
                givesFiles = false;
                await foreach (var file in files.WithCancellation(cancellationToken))
                {
                    yield return file;
                }
            }

            yield return row;
        }

        if (givesFiles)
        {
            await foreach (var file in files.WithCancellation(cancellationToken))
            {
                yield return file;
            }
        }
    }

    private static bool IsShared(string key) =>
        key.StartsWith(IndexLayout.Packages, StringComparison.Ordinal)
        || key.StartsWith(IndexLayout.Claims, StringComparison.Ordinal);

    private string Place(string key)
    {
        ObjectKey.Check(key, HasKeysEndingInSlash, Location);
        return IsShared(key) ? key : channel.Root + key;
    }
}
