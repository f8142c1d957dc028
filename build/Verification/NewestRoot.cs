using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Watching;

namespace Wheelhouse.Build.Verification;

/// <summary>
/// What users ask for, pinned to the newest version that an index offers their machine: without the pin pip passes over a new version
/// that does not install and takes an older one, and nothing seems wrong.
/// </summary>
/// <remarks>
/// Of a release that was built for several Pythons, wheels such as <c>cp38-abi3</c> fit each of them, but need what was built along with
/// them: a version whose label names another Python is not for this one. Where labels name none, any of them may be meant, and pip chooses.
/// </remarks>
public static class NewestRoot
{
    /// <summary>Pins it; as it was where nothing fits, so that pip says why.</summary>
    /// <param name="wanted">What users ask for.</param>
    /// <param name="offered">What the index offers.</param>
    /// <param name="target">The kind of machine.</param>
    public static Requirement Of(Requirement wanted, IReadOnlyList<WatchedRoot> offered, TargetEnvironment target)
    {
        var python = PythonVersion.Parse(target.Markers["python_full_version"]);
        var versions = offered
            .Where(root => root.Project == wanted.ProjectName)
            .SelectMany(root => root.Offers)
            .Where(offer => offer.FileName.Tags.Any(target.Tags.Contains))
            .Where(offer =>
                !SpecifierSet.TryParse(offer.RequiresPython, out var pythons) || pythons.Contains(python, true)
            )
            .Select(offer => offer.FileName.Version)
            .Where(version => wanted.Specifiers.Contains(version, true))
            .Where(version => IsFor(python, version.Local))
            .Distinct()
            .Order()
            .ToList();
        var newest = versions.LastOrDefault(version => !version.IsPrerelease) ?? versions.LastOrDefault();
        if (newest is null || wanted.Url is not null)
        {
            return wanted;
        }

        var isOneOfMany =
            !MatrixEntry.NamesPython(newest.Local)
            && versions.Count(version => version.Public.Equals(newest.Public)) > 1;
        return Pinned(wanted, isOneOfMany ? newest.Public : newest);
    }

    private static bool IsFor(PythonVersion python, string? label) =>
        !MatrixEntry.NamesPython(label) || label!.EndsWith($".{MatrixEntry.InLabel(python)}", StringComparison.Ordinal);

    /// <summary>The same, in one version.</summary>
    /// <param name="wanted">What users ask for.</param>
    /// <param name="version">The version.</param>
    public static Requirement Pinned(Requirement wanted, PythonVersion version)
    {
        var extras = wanted.Extras.Count == 0 ? "" : $"[{string.Join(',', wanted.Extras)}]";
        var marker = wanted.Marker is null ? "" : $"; {wanted.Marker}";
        return Requirement.Parse($"{wanted.Name}{extras}=={version}{marker}");
    }
}
