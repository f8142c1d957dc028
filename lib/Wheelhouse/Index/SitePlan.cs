namespace Wheelhouse.Index;

/// <summary>What a site will consist of; computing it changes nothing.</summary>
/// <param name="Wheels">The wheels to lay out.</param>
/// <param name="Pages">The page of each project, by name.</param>
/// <param name="Root">The list of projects.</param>
/// <param name="Warnings">What is allowed but probably not meant.</param>
public sealed record SitePlan(
    IReadOnlyList<SiteWheel> Wheels,
    IReadOnlyList<ProjectPage> Pages,
    RootPage Root,
    IReadOnlyList<SiteWarning> Warnings
);
