using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Publishing;

/// <summary>A project's page and what will become of it.</summary>
/// <param name="Project">The project.</param>
/// <param name="PublishedGeneration">The generation that is published; 0 when there is no page yet.</param>
/// <param name="Generation">The generation after the publish, if no other publisher comes between.</param>
/// <param name="LatestVersion">The project's newest version after the publish; null when all are yanked.</param>
/// <param name="Keys">The keys that will be written, in this order; none for a page that is as it should be. Where the generation stays, an earlier run died between JSON and HTML.</param>
public sealed record PlannedPage(
    ProjectName Project,
    long PublishedGeneration,
    long Generation,
    PythonVersion? LatestVersion,
    IReadOnlyList<string> Keys
);
