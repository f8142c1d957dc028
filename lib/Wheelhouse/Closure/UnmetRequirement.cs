using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>Why no wheel of the set meets a requirement, whatever else is chosen.</summary>
internal sealed record UnmetRequirement(ClosureProblemKind Kind, string Reason)
{
    private const int MostNamed = 8;

    /// <summary>The first of version, tags and Python that rules out every wheel, with what is there.</summary>
    internal static UnmetRequirement Explain(Requirement requirement, ProjectCandidates target, CandidatePool pool)
    {
        var ofVersion = target
            .Wheels.Where(wheel => requirement.Specifiers.Contains(wheel.FileName.Version.Normalized))
            .ToList();
        if (ofVersion.Count == 0)
        {
            return new(
                ClosureProblemKind.NoMatchingVersion,
                $"no wheel of such a version; there are {Versions(target.Wheels)}"
            );
        }

        var ofTag = ofVersion.FindAll(pool.HasFittingTag);
        return ofTag.Count == 0
            ? new(
                ClosureProblemKind.NoFittingTags,
                $"no wheel for {pool.Environment.Name}; there are {List(ofVersion.Select(wheel => $"{wheel.FileName.Version} {wheel.FileName.TagText}"))}"
            )
            : new(
                ClosureProblemKind.RequiresPython,
                $"no wheel for Python {pool.Python}; there are {List(ofTag.Select(wheel => $"{wheel.FileName.Version} for Python {wheel.Metadata.RequiresPythonText}"))}"
            );
    }

    /// <summary>The versions of wheels, each once, newest first.</summary>
    internal static string Versions(IEnumerable<WheelFile> wheels) =>
        List(wheels.Select(wheel => wheel.FileName.Version.ToString()));

    private static string List(IEnumerable<string> texts)
    {
        var distinct = texts.Distinct().ToList();
        var shown = string.Join(", ", distinct.Take(MostNamed));
        return distinct.Count > MostNamed ? $"{shown} and {distinct.Count - MostNamed} more" : shown;
    }
}
