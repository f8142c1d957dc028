using System.Runtime.CompilerServices;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// The JSON pages that runs replaced, below <c>history/{run}/</c> under their own keys. A page is saved before it is replaced,
/// so a page that was saved was visible, and one that was replaced is there.
/// </summary>
internal sealed class PageHistory(IObjectStore store, PublisherOptions options)
{
    private ILookup<string, string>? runsByKey;

    /// <summary>Saves a page that a run is about to replace.</summary>
    public Task SaveAsync(RunId run, string key, byte[] bytes, CancellationToken cancellationToken) =>
        store.PutAsync(
            $"{IndexLayout.History}{run}/{key}",
            ObjectContent.FromBytes(bytes),
            StoredOptions.Json,
            PutCondition.None,
            cancellationToken
        );

    /// <summary>The projects whose pages were replaced by runs that began after one.</summary>
    public async Task<IReadOnlySet<ProjectName>> ProjectsReplacedAfterAsync(
        RunId run,
        CancellationToken cancellationToken
    )
    {
        var after = run.ToString();
        return (await RunsByKeyAsync(cancellationToken))
            .Where(row => row.Any(saved => string.CompareOrdinal(saved, after) > 0))
            .Select(row => IndexLayout.ProjectOfJson(row.Key))
            .OfType<ProjectName>()
            .ToHashSet();
    }

    /// <summary>A project's page as it was in a generation; null where no run kept it.</summary>
    public Task<ProjectPage?> FindAsync(
        ProjectName project,
        long generation,
        RunId near,
        CancellationToken cancellationToken
    ) => FindAsync(IndexPages.OfProject(project, store.HasKeysEndingInSlash), generation, near, cancellationToken);

    /// <summary>The list of projects as it was in a generation; null where no run kept it.</summary>
    public Task<RootPage?> FindRootAsync(long generation, RunId near, CancellationToken cancellationToken) =>
        FindAsync(IndexPages.OfRoot(store.HasKeysEndingInSlash), generation, near, cancellationToken);

    /// <summary>Reads all lists of projects that runs replaced.</summary>
    /// <param name="read">Given each of them, from several threads.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ReadRootsAsync(Action<RootPage> read, CancellationToken cancellationToken)
    {
        var forms = IndexPages.OfRoot(store.HasKeysEndingInSlash);
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            (await RunsByKeyAsync(cancellationToken))[forms.Truth.Key],
            bounds,
            async (run, token) =>
            {
                var saved = forms.Below($"{IndexLayout.History}{run}/");
                if (await new PageFlip<RootPage>(store, saved, options).ReadAsync(token) is { } root)
                {
                    read(root);
                }
            }
        );
    }

    /// <summary>Reads the pages that runs kept of one, latest run first, each with the key under which it is kept.</summary>
    /// <exception cref="InvalidIndexPageException">One of them is damaged.</exception>
    public async IAsyncEnumerable<(string Key, T Page)> ReadAllAsync<T>(
        PageForms<T> forms,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : class
    {
        foreach (
            var run in (await RunsByKeyAsync(cancellationToken))[forms.Truth.Key]
                .OrderDescending(StringComparer.Ordinal)
        )
        {
            var saved = forms.Below($"{IndexLayout.History}{run}/");
            if (await new PageFlip<T>(store, saved, options).ReadAsync(cancellationToken) is { } page)
            {
                yield return (saved.Truth.Key, page);
            }
        }
    }

    /// <summary>The keys of the files that a kept page names; none for a list of projects.</summary>
    /// <param name="store">The store, not seen through a channel.</param>
    /// <param name="options">How.</param>
    /// <param name="key">The kept page's key, of any channel.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IEnumerable<string>> FilesOfAsync(
        IObjectStore store,
        PublisherOptions options,
        string key,
        CancellationToken cancellationToken
    )
    {
        var run = IndexLayout.RunBelow(key, IndexLayout.History)!;
        var prefix = key[..(key.IndexOf(run, StringComparison.Ordinal) + run.Length + 1)];
        if (IndexLayout.ProjectOfJson(key[prefix.Length..]) is not { } project)
        {
            return [];
        }

        var forms = IndexPages.OfProject(project, store.HasKeysEndingInSlash).Below(prefix);
        var page = await new PageFlip<ProjectPage>(store, forms, options).ReadAsync(cancellationToken);
        return (page?.Files ?? []).SelectMany(IndexLayout.Objects);
    }

    // The run that replaced it began, as a rule, soon after the one near which it was made.
    private async Task<T?> FindAsync<T>(
        PageForms<T> forms,
        long generation,
        RunId near,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var key = forms.Truth.Key;
        var runs = (await RunsByKeyAsync(cancellationToken))[key]
            .OrderBy(run => string.CompareOrdinal(run, near.ToString()) < 0)
            .ThenBy(run => run, StringComparer.Ordinal);
        foreach (var run in runs)
        {
            var saved = forms.Below($"{IndexLayout.History}{run}/");
            var page = await new PageFlip<T>(store, saved, options).ReadAsync(cancellationToken);
            if (page is not null && forms.GenerationOf(page) == generation)
            {
                return page;
            }
        }

        return null;
    }

    private async Task<ILookup<string, string>> RunsByKeyAsync(CancellationToken cancellationToken)
    {
        if (runsByKey is null)
        {
            var saved = new List<(string Run, string Key)>();
            await foreach (var row in store.ListAsync(IndexLayout.History, cancellationToken))
            {
                var run = row.Key[IndexLayout.History.Length..].Split('/')[0];
                saved.Add((run, row.Key[(IndexLayout.History.Length + run.Length)..].TrimStart('/')));
            }

            runsByKey = saved.ToLookup(row => row.Key, row => row.Run);
        }

        return runsByKey;
    }
}
