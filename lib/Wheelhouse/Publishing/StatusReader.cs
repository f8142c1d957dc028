using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Reads what is in a store by one listing and its pages; no file is asked for. What comes or goes meanwhile may be told wrong,
/// so look again before you believe that something is missing.
/// </summary>
/// <param name="store">The store, not seen through a channel.</param>
/// <param name="options">How; the defaults when null. The channel in them is passed over: all are read.</param>
public sealed class StatusReader(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();
    private readonly ConcurrentBag<Finding> findings = [];
    private readonly SortedDictionary<string, ListedObject> objects = new(StringComparer.Ordinal);

    /// <summary>Reads it.</summary>
    /// <exception cref="StoreOperationFailedException">The store failed: nothing is taken for absent.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<StoreStatus> ReadAsync(CancellationToken cancellationToken)
    {
        findings.Clear();
        objects.Clear();
        await foreach (var row in store.ListAsync("", cancellationToken))
        {
            objects.Add(row.Key, row);
        }

        var channels = new List<ChannelStatus>();
        foreach (var channel in Channel.Among(objects.Keys))
        {
            channels.Add(await ReadChannelAsync(channel, cancellationToken));
        }

        var named = channels
            .SelectMany(channel => channel.Pages)
            .SelectMany(page => page.Files)
            .Where(file => file.IsHosted)
            .ToList();
        foreach (var file in named.DistinctBy(file => file.FileName))
        {
            CheckFile(file);
        }

        foreach (var key in objects.Keys.Where(key => IndexLayout.RunBelow(key, IndexLayout.Staging) is not null))
        {
            Find(FindingKind.LeftTrial, key, $"written {Age(key)}");
        }

        var kept = await FindUnnamedAsync(named, cancellationToken);
        return new StoreStatus(
            store.Location,
            channels,
            objects.Count,
            objects.Values.Sum(row => row.Size),
            kept,
            [.. findings.OrderBy(finding => finding.Key, StringComparer.Ordinal)]
        );
    }

    private async Task<ChannelStatus> ReadChannelAsync(Channel channel, CancellationToken cancellationToken)
    {
        var seen = channel.Of(store);
        var pages = new ConcurrentBag<ProjectPage>();
        var projects = objects
            .Keys.Where(key => key.StartsWith(channel.Root, StringComparison.Ordinal))
            .Select(key => IndexLayout.ProjectOfJson(key[channel.Root.Length..]))
            .OfType<ProjectName>()
            .ToHashSet();
        await Parallel.ForEachAsync(
            projects,
            Bounds(cancellationToken),
            async (project, token) =>
            {
                var forms = IndexPages.OfProject(project, store.HasKeysEndingInSlash);
                if (await ReadPageAsync(seen, channel, forms, page => page, token) is { } page)
                {
                    pages.Add(page);
                }
            }
        );
        var rows = RootPage.Create(pages.Select(RootProject.Of));
        var root = await ReadPageAsync(
            seen,
            channel,
            IndexPages.OfRoot(store.HasKeysEndingInSlash),
            published => published.Merge(rows),
            cancellationToken
        );
        foreach (var lost in (root?.Projects ?? []).Where(project => !projects.Contains(project.Name)))
        {
            Find(
                FindingKind.LostPage,
                channel.Root + IndexLayout.ProjectJson(lost.Name),
                "not there, and the list of projects names it"
            );
        }

        return new ChannelStatus(channel, root?.Generation ?? 0, [.. pages.OrderBy(page => page.Name)]);
    }

    // The page that is the truth; null, and a finding, where it cannot be read.
    private async Task<T?> ReadPageAsync<T>(
        IObjectStore seen,
        Channel channel,
        PageForms<T> forms,
        Func<T, T> merge,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var key = channel.Root + forms.Truth.Key;
        try
        {
            var flip = new PageFlip<T>(seen, forms, options);
            if (await flip.ReadAsync(cancellationToken) is not { } page)
            {
                Find(FindingKind.LostPage, key, "not there");
                return null;
            }

            foreach (var stale in await flip.StaleKeysAsync(page, merge(page), cancellationToken))
            {
                Find(FindingKind.StalePage, channel.Root + stale, $"not made from {key} as it is now");
            }

            return page;
        }
        catch (Exception error) when (error is InvalidIndexPageException or ForeignPageException)
        {
            Find(FindingKind.LostPage, key, ((WheelhouseException)error).What);
            return null;
        }
    }

    private void CheckFile(IndexFile file)
    {
        var key = IndexLayout.Package(file.FileName);
        if (!objects.TryGetValue(key, out var found))
        {
            Find(FindingKind.MissingFile, key, $"not there; {file.Size} bytes on its page");
        }
        else if (found.Size != file.Size)
        {
            Find(FindingKind.DamagedFile, key, $"{found.Size} bytes; {file.Size} on its page");
        }

        var sidecar = IndexLayout.Sidecar(file.FileName);
        if (file.CoreMetadataSha256 is not null && !objects.ContainsKey(sidecar))
        {
            Find(FindingKind.MissingMetadata, sidecar, "not there");
        }
    }

    private async Task<IReadOnlyList<string>> FindUnnamedAsync(
        IEnumerable<IndexFile> named,
        CancellationToken cancellationToken
    )
    {
        var unnamed = objects
            .Keys.Where(key => key.StartsWith(IndexLayout.Packages, StringComparison.Ordinal))
            .ToHashSet();
        unnamed.ExceptWith(named.SelectMany(IndexLayout.Objects));
        var kept = new ConcurrentBag<string>();
        if (unnamed.Count > 0)
        {
            await Parallel.ForEachAsync(
                objects.Keys.Where(key => IndexLayout.RunBelow(key, IndexLayout.History) is not null),
                Bounds(cancellationToken),
                async (key, token) =>
                {
                    foreach (var file in await PageHistory.FilesOfAsync(store, options, key, token))
                    {
                        kept.Add(file);
                    }
                }
            );
        }

        foreach (var key in unnamed.Except(kept))
        {
            Find(FindingKind.UnnamedFile, key, $"{objects[key].Size} bytes, written {Age(key)}; no page names it");
        }

        return [.. unnamed.Intersect(kept).Order(StringComparer.Ordinal)];
    }

    private string Age(string key) =>
        $"{(int)(options.Time.GetUtcNow() - objects[key].LastModified).TotalDays} days ago";

    private void Find(FindingKind kind, string key, string detail) => findings.Add(new Finding(kind, key, detail));

    private ParallelOptions Bounds(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = options.ParallelTransfers, CancellationToken = cancellationToken };
}
