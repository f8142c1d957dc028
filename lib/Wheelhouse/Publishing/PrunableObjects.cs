using System.Collections.Concurrent;
using Wheelhouse.Caching;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// The objects of a store that nothing needs any more, after a time of grace. Files, claims and cached builds are shared by all
/// channels; replaced pages and trials are those of the options' channel alone, since who prunes one need not have rights on another.
/// </summary>
internal sealed class PrunableObjects(IObjectStore store, PublisherOptions options)
{
    private static readonly TimeSpan ShortestOfUploads = TimeSpan.FromDays(1);

    /// <summary>Lists them in the order in which they may go: pages that were replaced before the files that only they name.</summary>
    public async Task<IReadOnlyList<PrunedObject>> ListAsync(
        StoreStatus status,
        TimeSpan grace,
        CancellationToken cancellationToken
    )
    {
        var before = options.Time.GetUtcNow() - grace;
        var history = new List<PrunedObject>();
        var trials = new List<PrunedObject>();
        var files = new List<ListedObject>();
        var keptPages = new List<string>();
        var builds = new List<ListedObject>();
        var claimed = options.Time.GetUtcNow() - FileClaims.HoldsFor;
        await foreach (var row in store.ListAsync("", cancellationToken))
        {
            if (IndexLayout.RunBelow(row.Key, IndexLayout.History) is { } kept)
            {
                if (row.LastModified < before && IsOwn(row.Key, IndexLayout.History))
                {
                    history.Add(new PrunedObject(row.Key, row.Size, $"replaced by the run {kept}"));
                }
                else
                {
                    keptPages.Add(row.Key);
                }
            }
            else if (
                IndexLayout.RunBelow(row.Key, IndexLayout.Staging) is { } trial
                && row.LastModified < before
                && IsOwn(row.Key, IndexLayout.Staging)
            )
            {
                trials.Add(new PrunedObject(row.Key, row.Size, $"left over from the trial of the run {trial}"));
            }
            else if (row.Key.StartsWith(IndexLayout.Packages, StringComparison.Ordinal) && row.LastModified < before)
            {
                files.Add(row);
            }
            else if (
                row.Key.StartsWith(IndexLayout.Claims, StringComparison.Ordinal)
                && row.LastModified < before
                && row.LastModified < claimed
            )
            {
                trials.Add(
                    new PrunedObject(
                        row.Key,
                        row.Size,
                        $"left over from a run that was killed {row.LastModified:yyyy-MM-dd}"
                    )
                );
            }
            else if (row.Key.StartsWith(BuildCache.Root, StringComparison.Ordinal))
            {
                builds.Add(row);
            }
        }

        // Of a shorter time of grace some may be on their way.
        var begun = options.Time.GetUtcNow() - (grace > ShortestOfUploads ? grace : ShortestOfUploads);
        await foreach (var row in store.ListUnfinishedAsync(cancellationToken))
        {
            if (row.Begun < begun)
            {
                trials.Add(
                    new PrunedObject(row.Key, row.Size, $"begun {row.Begun:yyyy-MM-dd} and not ended")
                    {
                        Unfinished = row,
                    }
                );
            }
        }

        var named = await NamedAsync(status, keptPages, cancellationToken);
        return
        [
            .. history,
            .. trials,
            .. OldBuilds(builds, before),
            // A wheel before its METADATA, which comes after it in the listing.
            .. files
                .Where(file => !named.Contains(file.Key))
                .Select(file => new PrunedObject(
                    file.Key,
                    file.Size,
                    $"no page names it, written {file.LastModified:yyyy-MM-dd}"
                )),
        ];
    }

    private bool IsOwn(string key, string folder) =>
        key.StartsWith(options.Channel.Root + folder, StringComparison.Ordinal);

    /// <summary>A cached build goes as a whole, once nothing was added to it for so long; its manifest, which makes it count, first.</summary>
    private static IEnumerable<PrunedObject> OldBuilds(List<ListedObject> rows, DateTimeOffset before) =>
        rows.GroupBy(row => row.Key.Split('/')[1])
            .Where(build => build.All(row => row.LastModified < before))
            .SelectMany(build => build.OrderBy(row => row.Key.Count(character => character == '/')))
            .Select(row => new PrunedObject(row.Key, row.Size, $"of a build cached {row.LastModified:yyyy-MM-dd}"));

    private async Task<HashSet<string>> NamedAsync(
        StoreStatus status,
        IEnumerable<string> kept,
        CancellationToken cancellationToken
    )
    {
        var named = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            kept,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.ParallelTransfers,
                CancellationToken = cancellationToken,
            },
            async (key, token) =>
            {
                foreach (var name in await PageHistory.FilesOfAsync(store, options, key, token))
                {
                    named.Add(name);
                }
            }
        );
        return
        [
            .. named,
            .. status
                .Channels.SelectMany(channel => channel.Pages)
                .SelectMany(page => page.Files)
                .SelectMany(IndexLayout.Objects),
        ];
    }
}
