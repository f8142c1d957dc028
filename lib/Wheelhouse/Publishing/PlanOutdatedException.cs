using Wheelhouse.Names;

namespace Wheelhouse.Publishing;

/// <summary>A page changed after the plan was made, and the plan holds for the page before alone. Pages before it in the plan are changed.</summary>
/// <param name="project">The project.</param>
/// <param name="generation">The generation of its page now; 0 when it is gone.</param>
/// <param name="location">The store's location.</param>
public sealed class PlanOutdatedException(ProjectName project, long generation, string location)
    : WheelhouseException(
        $"the page of {project} was changed by another run after this one was planned: it is of generation {generation} now",
        location,
        "Run the task again: it plans anew and goes on with what is left."
    )
{
    /// <summary>The project.</summary>
    public ProjectName Project { get; } = project;
}
