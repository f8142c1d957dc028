using System.Numerics;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Tags;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>What one environment could install from the set, and what each requirement finds there; all worked out once.</summary>
internal sealed class CandidatePool
{
    private readonly Dictionary<WheelTag, int> ranks = [];
    private readonly Dictionary<ProjectName, ProjectCandidates> projects = [];
    private readonly IReadOnlySet<WheelFileName> yanked;

    internal CandidatePool(
        TargetEnvironment environment,
        IEnumerable<KeyValuePair<ProjectName, IReadOnlyList<WheelFile>>> wheelsByProject,
        IReadOnlySet<WheelFileName> yanked
    )
    {
        this.yanked = yanked;
        Environment = environment;
        // As pip does: a release candidate of 3.14 counts as 3.14 for Requires-Python.
        Python = PythonVersion.Parse(environment.Markers["python_full_version"]).BaseVersion;
        for (var rank = 0; rank < environment.Tags.Count; rank++)
        {
            _ = ranks.TryAdd(environment.Tags[rank], rank);
        }

        foreach (var (name, wheels) in wheelsByProject)
        {
            projects.Add(name, new ProjectCandidates(this, name, projects.Count, wheels));
        }
    }

    internal TargetEnvironment Environment { get; }

    /// <summary>The version that Requires-Python is compared with.</summary>
    internal PythonVersion Python { get; }

    internal IReadOnlyCollection<ProjectCandidates> Projects => projects.Values;

    internal bool HasFittingTag(WheelFile wheel) => Rank(wheel) < int.MaxValue;

    internal bool IsYanked(WheelFile wheel) => yanked.Contains(wheel.FileName);

    internal bool SuitsPython(WheelFile wheel) => wheel.Metadata.RequiresPython?.Contains(Python) ?? true;

    /// <summary>Of each version the wheel that pip takes: yanked ones last, best tag first, then the greatest build tag; versions stay in order.</summary>
    /// <param name="wheels">The wheels of one project, newest version first.</param>
    internal IEnumerable<WheelFile> BestOfEachVersion(IReadOnlyList<WheelFile> wheels)
    {
        WheelFile? best = null;
        foreach (var wheel in wheels.Where(wheel => HasFittingTag(wheel) && SuitsPython(wheel)))
        {
            if (best is not null && best.FileName.Version != wheel.FileName.Version)
            {
                yield return best;
                best = null;
            }

            best = best is null || IsBetter(wheel, best) ? wheel : best;
        }

        if (best is not null)
        {
            yield return best;
        }
    }

    /// <summary>The requirement as a dependency where its marker holds; nothing where it does not.</summary>
    internal IEnumerable<Dependency> Resolve(Candidate? requirer, Requirement requirement, ExtraName? extra)
    {
        UnmetRequirement? unmet = null;
        try
        {
            if (requirement.Marker?.Evaluate(Environment.Markers, extra?.Value ?? "") == false)
            {
                return [];
            }
        }
        catch (WheelhouseException error)
            when (error is UndefinedComparisonException or UndefinedMarkerVariableException)
        {
            unmet = new(
                ClosureProblemKind.InvalidMarker,
                $"the marker {requirement.Marker} cannot be evaluated: {error.What}"
            );
        }

        var target = projects.GetValueOrDefault(requirement.ProjectName);
        unmet ??=
            requirement.Url is not null ? new(ClosureProblemKind.UrlRequirement, "a URL, which no index serves")
            : target is null
                ? new(ClosureProblemKind.MissingProject, $"no wheel of {requirement.ProjectName} is in the set")
            : null;
        return
        [
            unmet is null
                ? new Dependency(requirer, requirement, extra, target!, this)
                : new Dependency(requirer, requirement, extra, unmet),
        ];
    }

    private int Rank(WheelFile wheel)
    {
        var best = int.MaxValue;
        foreach (var tag in wheel.FileName.Tags)
        {
            best = Math.Min(best, ranks.GetValueOrDefault(tag, int.MaxValue));
        }

        return best;
    }

    private bool IsBetter(WheelFile wheel, WheelFile other)
    {
        if (IsYanked(wheel) != IsYanked(other))
        {
            return IsYanked(other);
        }

        var rank = Rank(wheel).CompareTo(Rank(other));
        return rank < 0 || (rank == 0 && CompareBuilds(wheel.FileName.Build, other.FileName.Build) > 0);
    }

    /// <summary>No build tag comes first, then by the number that it begins with, then by the rest.</summary>
    private static int CompareBuilds(string? left, string? right)
    {
        var (leftNumber, leftRest) = Split(left);
        var (rightNumber, rightRest) = Split(right);
        var order = leftNumber.CompareTo(rightNumber);
        return order != 0 ? order : string.CompareOrdinal(leftRest, rightRest);

        static (BigInteger Number, string Suffix) Split(string? build)
        {
            if (build is null)
            {
                return (BigInteger.MinusOne, "");
            }

            var digits = build.AsSpan().IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? build.Length : digits;
            _ = VersionNumber.TryParse(build.AsSpan(0, digits), out var number);
            return (number, build[digits..]);
        }
    }
}
