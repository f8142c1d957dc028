using Wheelhouse.Names;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>One version of a project that an environment could install: the best of that version's wheels.</summary>
internal sealed class Candidate(CandidatePool pool, ProjectCandidates project, WheelFile wheel, int index)
{
    private readonly Dictionary<ExtraName, IReadOnlyList<Dependency>> byExtra = [];
    private IReadOnlyList<Dependency>? dependencies;

    internal ProjectCandidates Project { get; } = project;

    internal WheelFile Wheel { get; } = wheel;

    /// <summary>Its place among the project's candidates, of which the newest is first.</summary>
    internal int Index { get; } = index;

    /// <summary>The version in normal form: that, not what a file name spells, is what pip compares with <c>===</c>.</summary>
    internal PythonVersion Version { get; } = wheel.FileName.Version.Normalized;

    /// <summary>Whether the index takes it back: pip passes it over unless it is pinned and nothing else will do.</summary>
    internal bool IsYanked { get; } = pool.IsYanked(wheel);

    /// <summary>What it requires without any extra.</summary>
    internal IReadOnlyList<Dependency> Dependencies =>
        dependencies ??= [
            .. Wheel.Metadata.RequiresDist.SelectMany(requirement => pool.Resolve(this, requirement, null)),
        ];

    /// <summary>What it requires besides when an extra is asked for.</summary>
    internal IReadOnlyList<Dependency> DependenciesOf(ExtraName extra)
    {
        if (!byExtra.TryGetValue(extra, out var found))
        {
            var always = Dependencies
                .Select(dependency => dependency.Requirement)
                .ToHashSet(ReferenceEqualityComparer.Instance);
            found =
            [
                .. Wheel
                    .Metadata.RequiresDist.Where(requirement => !always.Contains(requirement))
                    .SelectMany(requirement => pool.Resolve(this, requirement, extra)),
            ];
            byExtra.Add(extra, found);
        }

        return found;
    }
}
