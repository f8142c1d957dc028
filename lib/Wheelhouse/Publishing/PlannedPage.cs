using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Publishing;

/// <summary>A project's page and what will become of it.</summary>
/// <param name="Project">The project.</param>
/// <param name="PublishedGeneration">The generation that is published; 0 when there is no page yet.</param>
/// <param name="Generation">The generation after the publish, if no other publisher comes between.</param>
/// <param name="Row">The project's entry in the list of projects after the publish, likewise.</param>
/// <param name="Keys">The keys that will be written, in this order; none for a page that is as it should be. Where the generation stays, an earlier run died between JSON and HTML.</param>
public sealed record PlannedPage(
    ProjectName Project,
    long PublishedGeneration,
    long Generation,
    RootProject Row,
    IReadOnlyList<string> Keys
)
{
    /// <summary>
    /// Which pages it changes together with, from 0 on: what the project needs is on pages of lower numbers. 0 for a page that
    /// does not change.
    /// </summary>
    public int Wave { get; init; }
}
