using Wheelhouse.Index;

namespace Wheelhouse.Publishing;

/// <summary>One step of a plan: a project's page, what it is, and what it will be.</summary>
public sealed class PlannedChange
{
    private readonly Func<ProjectPage?, ProjectPage> change;

    /// <summary>A change that may meet another page than planned, when another run was there meanwhile.</summary>
    /// <param name="before">The published page; null where there is none.</param>
    /// <param name="change">The page that is there when it is applied to the page that should be; the same page for no change.</param>
    internal PlannedChange(ProjectPage? before, Func<ProjectPage?, ProjectPage> change)
    {
        (Before, this.change) = (before, change);
        After = change(before);
    }

    /// <summary>The page as it is; null where there is none.</summary>
    public ProjectPage? Before { get; }

    /// <summary>The page as it will be, if no other run comes between.</summary>
    public ProjectPage After { get; }

    /// <summary>Whether the page stays as it is.</summary>
    public bool IsEmpty => ReferenceEquals(Before, After);

    /// <summary>How the page will differ.</summary>
    public PageChange Change => PageChange.Between(Before, After);

    /// <summary>A change that holds for just the page that it was planned for.</summary>
    /// <param name="before">The published page; null where there is none.</param>
    /// <param name="after">The page that should be.</param>
    /// <param name="location">The store's location, for the error.</param>
    internal static PlannedChange Exactly(ProjectPage? before, ProjectPage after, string location) =>
        new(
            before,
            published =>
                published?.Generation == before?.Generation
                    ? (ReferenceEquals(before, after) ? published! : after)
                    : throw new PlanOutdatedException(after.Name, published?.Generation ?? 0, location)
        );

    internal ProjectPage Apply(ProjectPage? published) => change(published);
}
