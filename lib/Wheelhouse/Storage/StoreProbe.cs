using System.Security.Cryptography;

namespace Wheelhouse.Storage;

/// <summary>Tries out on an object of its own whether a store keeps bodies and conditions, since some accept both and keep neither.</summary>
internal sealed class StoreProbe(IObjectStore store)
{
    private const string WrongETag = "\"00000000000000000000000000000000\"";
    private static readonly ObjectOptions Options = new("text/html; charset=utf-8") { CacheControl = "no-cache" };

    // At the store's top: a folder below it would stay behind in a file system.
    private readonly string key = $"wheelhouse-probe-{Guid.NewGuid():N}";

    public async Task<StoreAbilities> RunAsync(CancellationToken cancellationToken)
    {
        // Longer than one chunk of a chunked body, and of no round length.
        var first = RandomNumberGenerator.GetBytes(70_001);
        var written = await PutAsync(first, PutCondition.IfAbsent, cancellationToken);
        try
        {
            return new StoreAbilities(
                await BodyProblemAsync(first, cancellationToken),
                await IfAbsentProblemAsync(cancellationToken),
                await IfMatchProblemAsync(written, cancellationToken)
            );
        }
        finally
        {
            await store.DeleteAsync(key, CancellationToken.None);
        }
    }

    private async Task<string?> BodyProblemAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await using var found = await store.GetAsync(key, cancellationToken);
        if (found is null)
        {
            return "an object that was written is not there";
        }

        if (found.Head.Size != bytes.Length)
        {
            return $"an object of {bytes.Length:N0} bytes came back with {found.Head.Size:N0}";
        }

        var read = await found.ReadBytesAsync(bytes.Length, cancellationToken);
        if (!bytes.AsSpan().SequenceEqual(read))
        {
            return "an object came back with other bytes than were written";
        }

        if (found.Head.ContentEncoding is { Length: > 0 } encoding)
        {
            return $"an object came back with Content-Encoding: {encoding}, which it was not written with";
        }

        return store.KeepsOptions && found.Head.ContentType != Options.ContentType
            ? $"an object written as {Options.ContentType} came back as {found.Head.ContentType}"
            : null;
    }

    private Task<string?> IfAbsentProblemAsync(CancellationToken cancellationToken) =>
        ProblemAsync(async () =>
            (await PutAsync([1], PutCondition.IfAbsent, cancellationToken)).IsWritten
                ? "If-None-Match: * is ignored: an object that was there was overwritten"
                : null
        );

    private Task<string?> IfMatchProblemAsync(PutResult written, CancellationToken cancellationToken) =>
        ProblemAsync(async () =>
        {
            if ((await PutAsync([2], PutCondition.IfMatch(WrongETag), cancellationToken)).IsWritten)
            {
                return "If-Match is ignored: an object with another ETag was overwritten";
            }

            var head = await store.HeadAsync(key, cancellationToken);
            var eTag = head?.ETag ?? written.ETag!;
            return (await PutAsync([3], PutCondition.IfMatch(eTag), cancellationToken)).IsWritten
                ? null
                : $"If-Match is refused with the object's own ETag {eTag}";
        });

    private static async Task<string?> ProblemAsync(Func<Task<string?>> attempt)
    {
        try
        {
            return await attempt();
        }
        catch (UnsupportedByStoreException error)
        {
            return error.What;
        }
    }

    private Task<PutResult> PutAsync(byte[] bytes, PutCondition condition, CancellationToken cancellationToken) =>
        store.PutAsync(key, ObjectContent.FromBytes(bytes), Options, condition, cancellationToken);
}
