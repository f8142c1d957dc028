using Wheelhouse.Storage;
using Wheelhouse.Tests.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>The kinds of stores that every test of publishing runs on.</summary>
public enum StoreKind
{
    /// <summary>A folder.</summary>
    Folder,

    /// <summary>Like a bucket: keys may end in a slash, metadata is kept.</summary>
    Bucket,
}

internal static class TestStores
{
    public static IObjectStore Make(StoreKind kind, string folder) =>
        kind == StoreKind.Folder
            ? new FileObjectStore(Path.Combine(folder, $"store-{Guid.NewGuid():N}"))
            : new MemoryObjectStore();

    /// <summary>All objects but what runs write down of themselves, as text to compare.</summary>
    public static async Task<Dictionary<string, string>> IndexAsync(this IObjectStore store) =>
        (await store.ContentsAsync())
            .Where(row => !row.Key.StartsWith("history/", StringComparison.Ordinal))
            .Where(row => !row.Key.StartsWith("releases/", StringComparison.Ordinal))
            .Where(row => !row.Key.StartsWith("claims/", StringComparison.Ordinal))
            .ToDictionary();

    /// <summary>All objects, as text to compare.</summary>
    public static async Task<SortedDictionary<string, string>> ContentsAsync(this IObjectStore store)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync("", default))
        {
            await using var found = await store.GetAsync(row.Key, default);
            contents[row.Key] = Convert.ToBase64String(await found!.ReadBytesAsync(1 << 20, default));
        }

        return contents;
    }
}
