using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Reads what is in a store by one listing and its pages; no file is asked for but those that the listing lacks. Of a project whose
/// page cannot be read no file is called unnamed: the page may name it.
/// </summary>
/// <param name="store">The store, not seen through a channel.</param>
/// <param name="options">How; the defaults when null. The channel in them is passed over: all are read.</param>
public sealed class StatusReader(IObjectStore store, PublisherOptions? options = null)
{
    // A publisher at work changes a page between two readings of its forms.
    private const int MostReadings = 3;

    private readonly PublisherOptions options = options ?? new PublisherOptions();
    private readonly ConcurrentBag<Finding> findings = [];
    private readonly ConcurrentBag<ProjectName> unjudged = [];
    private readonly SortedDictionary<string, ListedObject> objects = new(StringComparer.Ordinal);

    /// <summary>Reads it.</summary>
    /// <exception cref="StoreOperationFailedException">The store failed: nothing is taken for absent.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<StoreStatus> ReadAsync(CancellationToken cancellationToken)
    {
        findings.Clear();
        unjudged.Clear();
        objects.Clear();
        await foreach (var row in store.ListAsync("", cancellationToken))
        {
            objects.Add(row.Key, row);
        }

        var channels = new List<ChannelStatus>();
        foreach (var channel in ChannelsWithPages())
        {
            channels.Add(await ReadChannelAsync(channel, cancellationToken));
        }

        var named = channels
            .SelectMany(channel => channel.Pages.Concat(channel.RestoredPages))
            .SelectMany(page => page.Files)
            .ToList();
        foreach (var file in named.DistinctBy(file => (file.FileName, file.Size, file.IsHosted, file.SidecarSha256)))
        {
            await CheckFileAsync(file, cancellationToken);
        }

        foreach (var key in objects.Keys.Where(key => IndexLayout.RunBelow(key, IndexLayout.Staging) is not null))
        {
            Find(FindingKind.LeftTrial, key, $"written {Age(key)}");
        }

        foreach (
            var key in objects.Keys.Where(key =>
                key.StartsWith(IndexLayout.Claims, StringComparison.Ordinal)
                && objects[key].LastModified < options.Time.GetUtcNow() - FileClaims.HoldsFor
            )
        )
        {
            Find(FindingKind.LeftClaim, key, $"written {Age(key)}");
        }

        await FindUnfinishedAsync(cancellationToken);
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

    // Also where the list of projects is gone: its pages are there to be read. Where HTML alone is left, its truth is lost.
    private IReadOnlyList<Channel> ChannelsWithPages() =>
        Channel.Among(
            objects
                .Keys.Select(key =>
                    RootBefore(IndexLayout.Json, key) ?? (IsPage(key) ? RootBefore(IndexLayout.Html, key) : null)
                )
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(root => root + IndexLayout.RootJson)
        );

    private static string? RootBefore(string folder, string key) =>
        key.StartsWith(folder, StringComparison.Ordinal) ? ""
        : key.IndexOf("/" + folder, StringComparison.Ordinal) is var at and >= 0 ? key[..(at + 1)]
        : null;

    private static bool IsPage(string key) =>
        key.EndsWith('/') || key.EndsWith("/index.html", StringComparison.Ordinal);

    private async Task<ChannelStatus> ReadChannelAsync(Channel channel, CancellationToken cancellationToken)
    {
        var seen = channel.Of(store);
        // What it knows of a page the page has: it is read before them, since runs may go on meanwhile.
        var (known, rows, lost) = await ReadKnownAsync(seen, channel, cancellationToken);
        var history = new PageHistory(seen, options);
        var restorable = new ConcurrentBag<ProjectPage>();
        var pages = new ConcurrentBag<ProjectPage>();
        var unread = new ConcurrentBag<ProjectName>();
        var projects = ProjectsOf(channel, IndexLayout.ProjectOfJson)
            .Union(ProjectsOf(channel, IndexLayout.ProjectOfHtml))
            .Union(known.Keys);
        await Parallel.ForEachAsync(
            projects,
            Bounds(cancellationToken),
            async (project, token) =>
            {
                var forms = IndexPages.OfProject(project, store.HasKeysEndingInSlash);
                if (await ReadPageAsync(seen, channel, forms, page => page, FindLostAsync, token) is not { } page)
                {
                    unread.Add(project);
                    return;
                }

                pages.Add(page);
                if (known.TryGetValue(project, out var generation) && generation > page.Generation)
                {
                    unread.Add(project);
                    Find(
                        FindingKind.LostPage,
                        channel.Root + forms.Truth.Key,
                        $"of generation {page.Generation}, and the list of projects knows {generation}"
                    );
                }

                async Task FindLostAsync(string what)
                {
                    var key = channel.Root + forms.Truth.Key;
                    if (lost is not null)
                    {
                        Find(FindingKind.LostPage, key, what);
                        return;
                    }

                    var row = rows.GetValueOrDefault(project);
                    var found = await LostPage.FindAsync(seen, options, history, row, forms, token);
                    Find(
                        found.Page is null ? FindingKind.LostPage : FindingKind.RestorablePage,
                        key,
                        $"{what}; {found.Detail}"
                    );
                    if (found.Page is not null)
                    {
                        restorable.Add(found.Page);
                    }
                }
            }
        );
        foreach (var project in unread)
        {
            unjudged.Add(project);
        }

        var (generation, restored) = lost is null
            ? await ReadListAsync(seen, channel, pages, unread, cancellationToken)
            : (0, Restore(channel, lost, pages, unread));
        return new ChannelStatus(channel, generation, [.. pages.OrderBy(page => page.Name)])
        {
            RestoredList = restored,
            RestoredPages = [.. restorable.OrderBy(page => page.Name)],
        };
    }

    // What a list of projects that is lost said is known from what is left of it.
    private async Task<(
        IReadOnlyDictionary<ProjectName, long> Known,
        IReadOnlyDictionary<ProjectName, RootProject> Rows,
        LostList? Lost
    )> ReadKnownAsync(IObjectStore seen, Channel channel, CancellationToken cancellationToken)
    {
        var what = objects.Keys.Any(key => key.StartsWith(channel.Root + IndexLayout.Json, StringComparison.Ordinal))
            ? "not there"
            : "not there, nor any JSON page: the HTML pages are without what they are made from";
        try
        {
            var flip = new PageFlip<RootPage>(seen, IndexPages.OfRoot(store.HasKeysEndingInSlash), options);
            if (await flip.ReadAsync(cancellationToken) is { } root)
            {
                var rows = root.Projects.ToDictionary(project => project.Name);
                return (rows.ToDictionary(row => row.Key, row => row.Value.PageGeneration), rows, null);
            }
        }
        catch (InvalidIndexPageException error)
        {
            what = error.What;
        }

        var lost = await LostList.ReadAsync(seen, options, what, cancellationToken);
        var found = lost.Found?.Projects.ToDictionary(project => project.Name) ?? [];
        return (lost.Known, found, lost.Found is null ? lost : null);
    }

    private RootPage? Restore(
        Channel channel,
        LostList lost,
        IReadOnlyCollection<ProjectPage> pages,
        IReadOnlyCollection<ProjectName> unread
    )
    {
        var restored = lost.Restore(pages, unread, out var reason);
        Find(
            restored is null ? FindingKind.LostPage : FindingKind.LostList,
            channel.Root + IndexLayout.RootJson,
            restored is null
                ? $"{lost.What}; it is not to be made anew: {reason}"
                : $"{lost.What}; the pages of {Counted.Of(restored.Projects.Count, "project")} make generation {restored.Generation}"
        );
        return restored;
    }

    private async Task<(long Generation, RootPage? Restored)> ReadListAsync(
        IObjectStore seen,
        Channel channel,
        IReadOnlyCollection<ProjectPage> pages,
        IReadOnlyCollection<ProjectName> unread,
        CancellationToken cancellationToken
    )
    {
        var forms = IndexPages.OfRoot(store.HasKeysEndingInSlash);
        var rows = RootPage.Create(pages.Select(RootProject.Of));
        var root = await ReadPageAsync(
            seen,
            channel,
            forms,
            published => published.Merge(rows),
            what =>
            {
                Find(FindingKind.LostPage, channel.Root + IndexLayout.RootJson, what);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        var keys = forms.Keys.Select(key => channel.Root + key).ToHashSet();
        if (root is null || !findings.Any(finding => finding.IsMendable && keys.Contains(finding.Key)))
        {
            return (root?.Generation ?? 0, null);
        }

        // Forms that were made from a later list are out of step too.
        var left = await LostList.ReadAsync(seen, options, "it went back", cancellationToken);
        return (root.Generation, left.Generation > left.Found?.Generation ? left.Restore(pages, unread, out _) : null);
    }

    private IEnumerable<ProjectName> ProjectsOf(Channel channel, Func<string, ProjectName?> projectOf) =>
        objects
            .Keys.Where(key => key.StartsWith(channel.Root, StringComparison.Ordinal))
            .Select(key => projectOf(key[channel.Root.Length..]))
            .OfType<ProjectName>();

    // The page that is the truth; null, and a finding, where it cannot be read.
    private async Task<T?> ReadPageAsync<T>(
        IObjectStore seen,
        Channel channel,
        PageForms<T> forms,
        Func<T, T> merge,
        Func<string, Task> findLost,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var key = channel.Root + forms.Truth.Key;
        T? page = null;
        try
        {
            var flip = new PageFlip<T>(seen, forms, options);
            IReadOnlyList<string> stale = [];
            for (var reading = 0; reading < MostReadings && (reading == 0 || stale.Count > 0); reading++)
            {
                page = await flip.ReadAsync(cancellationToken);
                if (page is null)
                {
                    await findLost("not there");
                    return null;
                }

                stale = await flip.StaleKeysAsync(page, merge(page), cancellationToken);
            }

            foreach (var form in stale)
            {
                Find(FindingKind.StalePage, channel.Root + form, $"not made from {key} as it is now");
            }
        }
        catch (ForeignPageException error)
        {
            Find(FindingKind.LostPage, channel.Root + error.Key, error.What);
        }
        catch (InvalidIndexPageException error) when (page is null)
        {
            await findLost(error.What);
        }
        catch (InvalidIndexPageException error)
        {
            var form = forms.Keys.FirstOrDefault(form => error.Where.EndsWith($": {form}", StringComparison.Ordinal));
            Find(FindingKind.LostPage, channel.Root + (form ?? forms.Truth.Key), error.What);
        }

        return page;
    }

    private async Task CheckFileAsync(IndexFile file, CancellationToken cancellationToken)
    {
        var key = IndexLayout.Package(file.FileName);
        var size = file.IsHosted ? await SizeAsync(key, cancellationToken) : file.Size;
        if (size is null)
        {
            Find(FindingKind.MissingFile, key, $"not there; {file.Size} bytes on its page");
        }
        else if (size != file.Size)
        {
            Find(FindingKind.DamagedFile, key, $"{size} bytes; {file.Size} on its page");
        }

        var sidecar = IndexLayout.Sidecar(file.FileName);
        if (file.SidecarSha256 is not null && await SizeAsync(sidecar, cancellationToken) is null)
        {
            Find(FindingKind.MissingMetadata, sidecar, "not there");
        }
    }

    // The pages are read after the listing: what a publisher sent in between is not in it.
    private async Task<long?> SizeAsync(string key, CancellationToken cancellationToken) =>
        objects.TryGetValue(key, out var row) ? row.Size : (await store.HeadAsync(key, cancellationToken))?.Size;

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
                    foreach (var file in await ReadKeptAsync(key, token))
                    {
                        kept.Add(file);
                    }
                }
            );
        }

        var open = unjudged.Select(project => $"{IndexLayout.Packages}{project}/").ToList();
        foreach (
            var key in unnamed
                .Except(kept)
                .Where(key => !open.Exists(folder => key.StartsWith(folder, StringComparison.Ordinal)))
        )
        {
            Find(FindingKind.UnnamedFile, key, $"{objects[key].Size} bytes, written {Age(key)}; no page names it");
        }

        return [.. unnamed.Intersect(kept).Order(StringComparer.Ordinal)];
    }

    private async Task<IEnumerable<string>> ReadKeptAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await PageHistory.FilesOfAsync(store, options, key, cancellationToken);
        }
        catch (InvalidIndexPageException error)
        {
            // Only projects' pages are read, so the last folder is the project's.
            unjudged.Add(ProjectName.Parse(key.Split('/')[^2]));
            Find(FindingKind.LostHistory, key, error.What);
            return [];
        }
    }

    private async Task FindUnfinishedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in store.ListUnfinishedAsync(cancellationToken))
            {
                var hours = (int)(options.Time.GetUtcNow() - row.Begun).TotalHours;
                var age = hours < 48 ? $"{hours} hours" : $"{hours / 24} days";
                Find(
                    FindingKind.UnfinishedObject,
                    row.Key,
                    $"{row.Size} bytes are there, begun {age} ago and not ended"
                );
            }
        }
        catch (StoreAccessDeniedException error)
        {
            // Of all that is read here this alone takes a right of its own, and users see nothing of it.
            Find(FindingKind.UnfinishedObject, "", $"not known, it takes {error.Permission}");
        }
    }

    private string Age(string key) =>
        $"{Counted.Of((int)(options.Time.GetUtcNow() - objects[key].LastModified).TotalDays, "day")} ago";

    private void Find(FindingKind kind, string key, string detail) => findings.Add(new Finding(kind, key, detail));

    private ParallelOptions Bounds(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = options.ParallelTransfers, CancellationToken = cancellationToken };
}
