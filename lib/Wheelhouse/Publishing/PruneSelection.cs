using Wheelhouse.Closure;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>
/// Chooses the versions that stay: those that the rules keep, all wheels that an installation of one of them takes today, alone
/// and with each of its extras, in each environment that the wheels are for, and all that one of them pins; and what those need
/// in turn. So what can be installed of the kept stays so, also together with what is not in this index.
/// </summary>
internal sealed class PruneSelection
{
    private readonly IReadOnlyList<ProjectPage> pages;
    private readonly IReadOnlyList<WheelFile> wheels;
    private readonly ILookup<(ProjectName Project, PythonVersion Version), WheelFile> wheelsOf;
    private readonly ILookup<ProjectName, PythonVersion> versionsOf;
    private readonly HashSet<WheelFileName> yanked;
    private readonly IReadOnlyList<TargetEnvironment> environments;
    private readonly List<KeptVersion> kept = [];

    public PruneSelection(IReadOnlyList<ProjectPage> pages, IReadOnlyList<WheelFile> wheels)
    {
        (this.pages, this.wheels) = (pages, wheels);
        wheelsOf = wheels.ToLookup(wheel => (wheel.FileName.Project, wheel.FileName.Version));
        versionsOf = wheelsOf.ToLookup(group => group.Key.Project, group => group.Key.Version);
        yanked =
        [
            .. pages
                .SelectMany(page => page.Files)
                .Where(file => file.Yanked is not null)
                .Select(file => file.FileName),
        ];
        environments = TaggedEnvironments.Of(wheels.Select(wheel => wheel.FileName));
    }

    /// <summary>The versions that stay although the rules would let them go.</summary>
    public IReadOnlyList<KeptVersion> Kept => kept;

    /// <summary>The versions that go, by project.</summary>
    public ILookup<ProjectName, PythonVersion> Choose(PruneRules rules, DateTimeOffset now)
    {
        var going = pages
            .SelectMany(page => Going(page, rules, now).Select(version => (Project: page.Name, Version: version)))
            .ToHashSet();
        var staying = pages
            .SelectMany(page => page.Versions.Select(version => (Project: page.Name, Version: version)))
            .Where(version => !going.Contains(version))
            .ToList();
        while (going.Count > 0 && staying.Count > 0)
        {
            // Each looks at the whole set, for many environments.
            var needs = InParallel.Select(staying, row => NeededBy(row.Project, row.Version));
            var needers = staying;
            staying = [];
            foreach (var ((project, version), needed) in needers.Zip(needs))
            {
                foreach (var row in needed.Where(going.Remove))
                {
                    kept.Add(new KeptVersion(row.Project, row.Version, $"{project} {version}"));
                    staying.Add(row);
                }
            }
        }

        return going.ToLookup(row => row.Project, row => row.Version);
    }

    private static IEnumerable<PythonVersion> Going(ProjectPage page, PruneRules rules, DateTimeOffset now)
    {
        var files = page.Files.ToLookup(file => file.FileName.Version);
        var newest = page
            .Versions.Where(version => files[version].Any(file => file.Yanked is null))
            .Reverse()
            .Take(rules.Keep ?? 1)
            .ToHashSet();
        return page.Versions.Where(version => !newest.Contains(version) && IsOld(files[version], rules.OlderThan, now));
    }

    // A file without a time of upload is of an unknown age: it is not old.
    private static bool IsOld(IEnumerable<IndexFile> files, TimeSpan? age, DateTimeOffset now) =>
        age is null
        || files.All(file =>
            DateTimeOffset.TryParse(
                file.UploadTime,
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var uploaded
            )
            && uploaded < now - age
        );

    private HashSet<(ProjectName Project, PythonVersion Version)> NeededBy(ProjectName project, PythonVersion version)
    {
        var extras = wheelsOf[(project, version)]
            .SelectMany(wheel => wheel.Metadata.ProvidesExtra)
            .Distinct()
            .Select(extra => $"[{extra}]")
            .Prepend("");
        // A closure that lacks a project here may have it from another index: what was found of it counts all the same.
        return
        [
            .. extras
                .Select(extra => Requirement.Parse($"{project}{extra}=={version}"))
                .SelectMany(root => environments.Select(environment => Audit(root, environment)))
                .SelectMany(report => report.Needed)
                .Select(needed => (needed.Wheel.FileName.Project, needed.Wheel.FileName.Version)),
            .. PinnedBy(project, version),
        ];
    }

    // Markers are ignored: the tags do not tell of all machines, and a pin that counts somewhere has nothing to take in its place.
    private IEnumerable<(ProjectName Project, PythonVersion Version)> PinnedBy(
        ProjectName project,
        PythonVersion version
    ) =>
        from wheel in wheelsOf[(project, version)]
        from requirement in wheel.Metadata.RequiresDist
        where requirement.Specifiers.IsPin
        from pinned in versionsOf[requirement.ProjectName]
        where requirement.Specifiers.Contains(pinned.Normalized)
        select (requirement.ProjectName, pinned);

    private ClosureReport Audit(Requirement root, TargetEnvironment environment) =>
        ClosureAudit.Audit([root], wheels, [environment], yanked);
}
