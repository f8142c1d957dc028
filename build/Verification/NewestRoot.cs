using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Watching;

namespace Wheelhouse.Build.Verification;

/// <summary>
/// What users ask for, pinned to the newest version that an index offers their machine: without the pin pip passes over a new version
/// that does not install and takes an older one, and nothing seems wrong.
/// </summary>
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
            .Order()
            .ToList();
        var newest = versions.LastOrDefault(version => !version.IsPrerelease) ?? versions.LastOrDefault();
        return newest is null || wanted.Url is not null ? wanted : Pinned(wanted, newest);
    }

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
