using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// A project's page that is lost or cannot be read, as another key still has it: the JSON forms that were made from it, where
/// keys end in a slash, and the pages that runs kept below <c>history/</c>. It is taken for the page only where it is the one
/// that the list of projects knows, by generation and, where the list tells them, by its marks.
/// </summary>
/// <param name="Page">The page; null where it is not to be restored.</param>
/// <param name="Detail">Where it was found, or what stands against it and what mends that.</param>
internal sealed record LostPage(ProjectPage? Page, string Detail)
{
    /// <summary>Looks for it.</summary>
    /// <param name="store">The store, seen through the channel.</param>
    /// <param name="options">How.</param>
    /// <param name="history">What the channel's runs replaced.</param>
    /// <param name="row">What the list of projects says of it; null where it says nothing.</param>
    /// <param name="forms">Its forms.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<LostPage> FindAsync(
        IObjectStore store,
        PublisherOptions options,
        PageHistory history,
        RootProject? row,
        PageForms<ProjectPage> forms,
        CancellationToken cancellationToken
    )
    {
        if (row is not { PageGeneration: > 0 })
        {
            return Left("the list of projects knows no generation of it; restore it from the bucket's versions");
        }

        try
        {
            // What a newer program may have written is not replaced: that is refused here.
            var flip = new PageFlip<ProjectPage>(store, forms, options) { ReplacesDamaged = true };
            if (await flip.ReadAsync(cancellationToken) is not null)
            {
                return Left("it is there by now; look again");
            }

            var left = await flip.ReadLeftAsync(cancellationToken);
            if (left.FirstOrDefault(form => form.Generation > row.PageGeneration) is { Key: { } later } form)
            {
                return Left(
                    $"{later} was made from generation {form.Generation}, and the list of projects knows {row.PageGeneration}; "
                        + "restore it from the bucket's versions"
                );
            }

            var beside = left.Where(form => IsJson(form.Key))
                .Select(form => (form.Key, Page: ProjectPageJson.Parse(form.Bytes, $"{store.Location}: {form.Key}")))
                .Where(form => IsKnown(form.Page, row))
                .Select(form => Found(form.Page, form.Key))
                .FirstOrDefault();
            return await FindKeptAsync(beside, history, row, forms, cancellationToken);
        }
        catch (WheelhouseException error) when (error is InvalidIndexPageException or ForeignPageException)
        {
            return Left(
                $"{error.What} (at {error.Where}); restore that first, or remove it if nothing of it is needed"
            );
        }
    }

    // Also where it is found beside: one that a run kept may tell of a later page than the list knows.
    private static async Task<LostPage> FindKeptAsync(
        LostPage? found,
        PageHistory history,
        RootProject row,
        PageForms<ProjectPage> forms,
        CancellationToken cancellationToken
    )
    {
        var latest = (Generation: 0L, Key: "");
        await foreach (var (key, page) in history.ReadAllAsync(forms, cancellationToken))
        {
            if (page.Generation > row.PageGeneration)
            {
                return Left(
                    $"{key} is of generation {page.Generation}, and the list of projects knows {row.PageGeneration}; "
                        + "restore it from the bucket's versions"
                );
            }

            if (IsKnown(page, row))
            {
                found ??= Found(page, key);
            }

            latest = page.Generation > latest.Generation ? (page.Generation, key) : latest;
        }

        if (found is not null)
        {
            return found;
        }

        var kept =
            latest.Generation == 0 ? "" : $"; the latest that is kept is generation {latest.Generation}, {latest.Key}";
        return Left(
            $"no other key has its generation {row.PageGeneration} as the list of projects knows it{kept}; "
                + "restore it from the bucket's versions or a backup"
        );
    }

    // The HTML's mark depends on the program that rendered it; the JSON's tells all that the page says.
    private static bool IsKnown(ProjectPage page, RootProject row) =>
        page.Name == row.Name
        && page.Generation == row.PageGeneration
        && (row.Marks is not { } marks || marks.JsonMd5 == PageMarks.Of(page).JsonMd5);

    private static bool IsJson(string key) => key.StartsWith(IndexLayout.Json, StringComparison.Ordinal);

    private static LostPage Found(ProjectPage page, string key) =>
        new(
            page,
            $"{key} has generation {page.Generation}, as the list of projects knows it, with {Counted.Of(page.Files.Count, "file")}"
        );

    private static LostPage Left(string reason) => new(null, $"it is not to be restored: {reason}");
}
