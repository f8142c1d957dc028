using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// A list of projects that is lost or cannot be read, by what else tells of it: the forms that were made from it, its earlier
/// states below <c>history/</c>, and the records of runs. Its entries are functions of the projects' pages, so that it can be
/// made anew once its generation is known.
/// </summary>
internal sealed class LostList
{
    private readonly ConcurrentBag<RootPage> copies = [];
    private readonly ConcurrentBag<long> generations = [];
    private readonly ConcurrentDictionary<ProjectName, long> known = new();
    private string? problem;

    private LostList(string what) => What = what;

    /// <summary>What was found in its place.</summary>
    public string What { get; }

    /// <summary>The projects that it named, each with the latest generation of its page that is told of; 0 where none is.</summary>
    public IReadOnlyDictionary<ProjectName, long> Known => known;

    /// <summary>The latest generation of the list that is told of; 0 where none is.</summary>
    public long Generation => generations.Append(0).Max();

    /// <summary>The list itself, where it is there after all.</summary>
    public RootPage? Found { get; private set; }

    /// <summary>Gathers what is left. What cannot be read forbids to make the list anew: it may tell of a later generation.</summary>
    /// <param name="store">The store, seen through the channel.</param>
    /// <param name="options">How.</param>
    /// <param name="what">What was found in its place.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<LostList> ReadAsync(
        IObjectStore store,
        PublisherOptions options,
        string what,
        CancellationToken cancellationToken
    )
    {
        var list = new LostList(what);
        try
        {
            var forms = IndexPages.OfRoot(store.HasKeysEndingInSlash);
            var flip = new PageFlip<RootPage>(store, forms, options) { ReplacesDamaged = true };
            foreach (var (key, bytes, generation) in await flip.ReadLeftAsync(cancellationToken))
            {
                list.Add(key, bytes, generation, $"{store.Location}: {key}");
            }

            await new PageHistory(store, options).ReadRootsAsync(list.Add, cancellationToken);
            foreach (var record in await new ReleaseRecords(store).ReadAllAsync(cancellationToken))
            {
                list.generations.Add(record.RootGeneration);
                foreach (var page in record.Pages)
                {
                    list.Know(page.Project, page.Generation);
                }
            }

            // Read last it is the latest of all, unless it went back.
            list.Found = await flip.ReadAsync(cancellationToken);
            if (list.Found is { } found)
            {
                list.Add(found);
            }
        }
        catch (WheelhouseException error)
            when (error is InvalidIndexPageException or ForeignPageException or InvalidReleaseRecordException)
        {
            list.problem = $"{error.What} (at {error.Where})";
        }

        return list;
    }

    /// <summary>The list that the pages make, one generation later; null, and why, where it is not to be made.</summary>
    /// <param name="pages">The page of each of its projects.</param>
    /// <param name="lost">The projects whose pages cannot be read.</param>
    /// <param name="reason">What stands against it, with what mends that; empty where nothing does.</param>
    public RootPage? Restore(
        IReadOnlyCollection<ProjectPage> pages,
        IReadOnlyCollection<ProjectName> lost,
        out string reason
    )
    {
        reason =
            problem is not null ? $"{problem}; restore that first, or remove it if nothing of it is needed"
            : lost.Count > 0 ? $"the page of {lost.Min()} is lost; restore that first"
            : Generation == 0 ? "nothing that is left tells its generation; restore it from the bucket's versions"
            : "";
        if (reason.Length > 0)
        {
            return null;
        }

        // Earlier states alone have the list's own keys.
        var rows = RootPage.Create(pages.Select(IndexPages.RowOf));
        var list = copies.MaxBy(copy => copy.Generation)?.Merge(rows) ?? rows;
        return RootPage.Create(list.Projects, Generation + 1, list.OwnKeys);
    }

    private void Add(RootPage copy)
    {
        copies.Add(copy);
        generations.Add(copy.Generation);
        foreach (var project in copy.Projects)
        {
            Know(project.Name, project.PageGeneration);
        }
    }

    private void Add(string key, byte[] bytes, long generation, string where)
    {
        if (key.StartsWith(IndexLayout.Json, StringComparison.Ordinal))
        {
            Add(RootPageJson.Parse(bytes, where));
            return;
        }

        generations.Add(generation);
        if (key.StartsWith(IndexLayout.Html, StringComparison.Ordinal))
        {
            foreach (var project in RootPageHtml.ProjectsOf(bytes))
            {
                Know(project, 0);
            }
        }
    }

    private void Know(ProjectName project, long generation) =>
        known.AddOrUpdate(project, generation, (_, before) => Math.Max(before, generation));
}
