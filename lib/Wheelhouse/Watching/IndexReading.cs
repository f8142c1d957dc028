using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Watching;

/// <summary>One reading of all pages of an index, in both of their forms where it is one of ours, and what is wrong with them.</summary>
/// <param name="client">Reads.</param>
/// <param name="address">Where the index is.</param>
/// <param name="options">How it is read.</param>
internal sealed class IndexReading(IndexClient client, IndexAddress address, WatchOptions options)
{
    private readonly ConcurrentBag<WatchFinding> findings = [];

    public async Task<SeenIndex> RunAsync(CancellationToken cancellationToken)
    {
        var (given, other) = await RootsAsync(cancellationToken);
        var isOurs = given is { Generation: > 0 } || other is not null;
        var names = (given?.Names ?? other?.Names ?? new HashSet<ProjectName>())
            .Union(other?.Names ?? new HashSet<ProjectName>())
            .Order()
            .ToList();
        var projects = new SeenProject[names.Count];
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelRequests,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(
            0,
            names.Count,
            bounds,
            async (at, token) => projects[at] = await ProjectAsync(names[at], isOurs, token)
        );
        if (given is not null && other is not null)
        {
            Note(PageComparison.Of(given, other));
        }

        if (new[] { given, other }.FirstOrDefault(seen => seen?.Json is not null) is { Json: { } root, Url: var url })
        {
            Note(PageComparison.OfEntries(root, url, projects));
            await StatusAsync(root, cancellationToken);
            await LandingAsync(root, url, cancellationToken);
        }

        return new SeenIndex(given?.Generation ?? other?.Generation ?? 0, projects, [.. findings]);
    }

    // A list that others wrote has no second form to be held against; its absence is a fault in an index of ours alone.
    private async Task<(SeenRoot? Given, SeenRoot? Other)> RootsAsync(CancellationToken cancellationToken)
    {
        var (given, failure) = await RootAsync(address.Given, cancellationToken);
        Note(failure);
        if (address.Other is null || given is { Generation: 0 })
        {
            return (given, null);
        }

        var (other, otherFailure) = await RootAsync(address.Other, cancellationToken);
        // Where nothing answers at all, that is one fault and not two.
        Note(given is null && other is null ? [] : otherFailure);
        return (given, other is { Generation: > 0 } ? other : null);
    }

    private async Task<(SeenRoot? Root, IReadOnlyList<WatchFinding> Failure)> RootAsync(
        Uri url,
        CancellationToken cancellationToken
    ) => await PageAsync(url, SeenRoot.Of, cancellationToken);

    private async Task<SeenProject> ProjectAsync(ProjectName name, bool isOurs, CancellationToken cancellationToken)
    {
        var given = await ReadAsync(address.Given);
        var other = isOurs && address.Other is { } form ? await ReadAsync(form) : null;
        if (given is not null && other is not null)
        {
            Note(PageComparison.Of(given, other));
        }

        return new SeenProject(name, given, other);

        async Task<SeenPage?> ReadAsync(Uri form)
        {
            var (page, failure) = await PageAsync(
                IndexAddress.Page(form, name),
                answer => SeenPage.Of(answer, name),
                cancellationToken
            );
            Note(failure);
            return page;
        }
    }

    private async Task<(T? Page, IReadOnlyList<WatchFinding> Failure)> PageAsync<T>(
        Uri url,
        Func<Answer, T> parse,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var answer = await client.ReadAsync(url, IndexTypes.Accepted, cancellationToken);
        if (answer.Failure is { } failure)
        {
            return (null, [failure]);
        }

        if (!IndexTypes.AreOfPages(answer.Type))
        {
            return (null, [At(WatchFindingKind.WrongType, $"it comes as {Shown(answer.Type)}, which is no page")]);
        }

        try
        {
            return (parse(answer), []);
        }
        catch (InvalidIndexPageException error)
        {
            return (null, [.. error.Problems.Select(problem => At(WatchFindingKind.BrokenPage, problem))]);
        }

        WatchFinding At(WatchFindingKind kind, string what) => WatchFinding.At(url, kind, what);
    }

    private async Task StatusAsync(RootPage root, CancellationToken cancellationToken)
    {
        if (await DerivedAsync(address.Status, "application/json", cancellationToken) is not { } answer)
        {
            return;
        }

        Note(
            JsonText.LoadObject(answer.Bytes, out var problem) is { } status
                ? PageComparison.OfStatus(root, status, address.Status)
                : [WatchFinding.At(address.Status, WatchFindingKind.BrokenPage, problem)]
        );
    }

    private async Task LandingAsync(RootPage root, Uri url, CancellationToken cancellationToken)
    {
        if (await DerivedAsync(address.Landing, "text/html", cancellationToken) is { } answer)
        {
            var generation = PageText.GenerationOfHtml(answer.Bytes);
            Note(PageComparison.OfGenerations(root.Generation, url, generation, address.Landing));
        }
    }

    // What our stores have beside the list of projects, made from it.
    private async Task<Answer?> DerivedAsync(Uri url, string type, CancellationToken cancellationToken)
    {
        var answer = await client.ReadAsync(url, type, cancellationToken);
        var failure =
            answer.Failure
            ?? (
                answer.Type == type
                    ? null
                    : WatchFinding.At(
                        url,
                        WatchFindingKind.WrongType,
                        $"it comes as {Shown(answer.Type)}, not as {type}"
                    )
            );
        Note(failure is null ? [] : [failure]);
        return failure is null ? answer : null;
    }

    private static string Shown(string type) => type.Length == 0 ? "no type at all" : type;

    private void Note(IEnumerable<WatchFinding> found)
    {
        foreach (var finding in found)
        {
            findings.Add(finding);
        }
    }
}
