using Wheelhouse.Closure;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>
/// Chooses the versions that stay: those that the rules keep, and all wheels that an installation of one of them takes today,
/// alone and with each of its extras, in each environment that the wheels are for. So what can be installed of the kept stays so.
/// </summary>
internal sealed class PruneSelection
{
    private readonly IReadOnlyList<ProjectPage> pages;
    private readonly IReadOnlyList<WheelFile> wheels;
    private readonly HashSet<WheelFileName> yanked;
    private readonly IReadOnlyList<TargetEnvironment> environments;
    private readonly List<KeptVersion> kept = [];

    public PruneSelection(IReadOnlyList<ProjectPage> pages, IReadOnlyList<WheelFile> wheels)
    {
        (this.pages, this.wheels) = (pages, wheels);
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
        if (going.Count > 0)
        {
            var staying = pages
                .SelectMany(page => page.Versions.Select(version => (Project: page.Name, Version: version)))
                .Where(version => !going.Contains(version))
                .ToList();
            // Each looks at the whole set, for many environments.
            var needs = InParallel.Select(staying, row => NeededBy(row.Project, row.Version));
            foreach (var ((project, version), needed) in staying.Zip(needs))
            {
                foreach (var row in needed.Where(going.Remove))
                {
                    kept.Add(new KeptVersion(row.Project, row.Version, $"{project} {version}"));
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
        var extras = wheels
            .Where(wheel => wheel.FileName.Project == project && wheel.FileName.Version == version)
            .SelectMany(wheel => wheel.Metadata.ProvidesExtra)
            .Distinct()
            .Select(extra => $"[{extra}]")
            .Prepend("");
        // What does not install today, in an environment or with an extra, is not made installable by keeping anything.
        return
        [
            .. extras
                .Select(extra => Requirement.Parse($"{project}{extra}=={version}"))
                .SelectMany(root => environments.Select(environment => Audit(root, environment)))
                .Where(report => report.IsClosed)
                .SelectMany(report => report.Needed)
                .Select(needed => (needed.Wheel.FileName.Project, needed.Wheel.FileName.Version)),
        ];
    }

    private ClosureReport Audit(Requirement root, TargetEnvironment environment) =>
        ClosureAudit.Audit([root], wheels, [environment], yanked);
}
