using Wheelhouse.Closure;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Closure;

/// <summary>Random small sets, judged by trying every choice of versions.</summary>
public sealed class ClosureOracles
{
    private const int Sets = 3000;

    private static readonly string[] Projects = ["a", "b", "c", "d", "e"];
    private static readonly string[] Versions = ["1", "2", "3rc1", "2.5+x"];
    private static readonly string[] Specifiers = ["", "", "", ">=2", "<2", "==1", "!=2", ">=3a1", ">2", "==2.5"];
    private static readonly string[] Extras = ["", "", "", "[x]", "[y]", "[x,y]"];
    private static readonly string[] Markers =
    [
        "",
        "",
        "",
        "",
        " ; extra == 'x'",
        " ; extra == 'y'",
        " ; sys_platform == 'win32'",
    ];

    private static readonly TargetEnvironment Environment = TargetEnvironment.ForCPython(
        PythonVersion.Parse("3.12.1"),
        "manylinux_2_35_x86_64"
    );

    [Test]
    public void A_set_is_closed_exactly_where_some_choice_meets_everything()
    {
        var seed = TestContext.Parameters.Get("seed", System.Environment.TickCount);
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var closed = 0;
        for (var set = 0; set < Sets; set++)
        {
            var wheels = RandomWheels(random);
            Requirement[] roots =
            [
                .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomRequirement(random, isRoot: true)),
            ];
            var report = ClosureAudit.Audit(roots, wheels, [Environment]);
            var choice = report.Needed.ToDictionary(needed => needed.Wheel.FileName.Project, needed => needed.Wheel);
            var described =
                $"roots {string.Join(", ", roots.AsEnumerable())}\n{string.Join('\n', wheels.Select(Describe))}\n{string.Join('\n', report.Problems)}";
            closed += report.IsClosed ? 1 : 0;
            if (report.IsClosed)
            {
                Assert.That(Meets(choice, roots, wheels), Is.True, described);
                continue;
            }

            Assert.That(Choices(wheels).Any(other => Meets(other, roots, wheels)), Is.False, described);
            Assert.That(
                report.Problems.Select(problem => problem.Kind),
                Has.None.EqualTo(ClosureProblemKind.Undecided)
            );
            foreach (var problem in report.Problems)
            {
                Assert.That(IsReal(problem.Chain, roots, wheels), Is.True, described);
                Assert.That(
                    problem.OtherChain is null || IsReal(problem.OtherChain, roots, wheels),
                    Is.True,
                    described
                );
            }
        }

        TestContext.Out.WriteLine($"{closed} of {Sets} sets are closed");
        Assert.That(closed, Is.InRange(Sets / 10, Sets * 9 / 10), "the sets are all alike");
    }

    private static List<WheelFile> RandomWheels(Random random)
    {
        var wheels = new List<WheelFile>();
        foreach (var project in Projects.Where(_ => random.Next(8) > 0))
        {
            foreach (var version in Versions.Where(_ => random.Next(2) > 0).DefaultIfEmpty("1"))
            {
                var requires = Enumerable
                    .Range(0, random.Next(4))
                    .Select(_ => RandomRequirement(random, isRoot: false).ToString());
                wheels.Add(MadeWheel.Of($"{project} {version}", [.. requires]));
            }
        }

        return wheels;
    }

    private static Requirement RandomRequirement(Random random, bool isRoot) =>
        Requirement.Parse(
            Pick(random, Projects)
                + Pick(random, Extras)
                + Pick(random, Specifiers)
                + (isRoot ? "" : Pick(random, Markers))
        );

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static IEnumerable<Dictionary<ProjectName, WheelFile>> Choices(List<WheelFile> wheels)
    {
        IEnumerable<IEnumerable<WheelFile>> choices =
        [
            [],
        ];
        foreach (var versions in wheels.GroupBy(wheel => wheel.FileName.Project))
        {
            choices = [.. choices.SelectMany(choice => versions.Select(wheel => choice.Append(wheel)))];
        }

        return choices.Select(choice => choice.ToDictionary(wheel => wheel.FileName.Project));
    }

    /// <summary>The definition: all that counts is met, and no pre-release stands where pip would take a final release.</summary>
    private static bool Meets(Dictionary<ProjectName, WheelFile> choice, Requirement[] roots, List<WheelFile> wheels)
    {
        var counting = new List<Requirement>(roots);
        var extras = new HashSet<(ProjectName, string)>();
        for (var index = 0; index < counting.Count; index++)
        {
            var requirement = counting[index];
            if (
                !choice.TryGetValue(requirement.ProjectName, out var wheel)
                || !requirement.Specifiers.Contains(wheel.FileName.Version)
            )
            {
                return false;
            }

            foreach (var extra in requirement.Extras.Select(extra => extra.Value).Prepend(""))
            {
                if (extras.Add((requirement.ProjectName, extra)))
                {
                    counting.AddRange(
                        wheel.Metadata.RequiresDist.Where(next =>
                            next.Marker?.Evaluate(Environment.Markers, extra) ?? true
                        )
                    );
                }
            }
        }

        return counting
            .GroupBy(requirement => requirement.ProjectName)
            .All(group =>
                !choice[group.Key].FileName.Version.IsPrerelease
                || group.Any(requirement => requirement.Specifiers.NamesPrerelease)
                || !wheels.Exists(wheel =>
                    wheel.FileName.Project == group.Key
                    && !wheel.FileName.Version.IsPrerelease
                    && group.All(requirement => requirement.Specifiers.Contains(wheel.FileName.Version))
                )
            );
    }

    /// <summary>Whether the chain begins at a root and each link is what some version of the link before requires.</summary>
    private static bool IsReal(RequirementChain chain, Requirement[] roots, List<WheelFile> wheels) =>
        roots.Contains(chain.Links[0])
        && chain
            .Links.Zip(chain.Links.Skip(1))
            .All(pair =>
                wheels.Exists(wheel =>
                    wheel.FileName.Project == pair.First.ProjectName
                    && wheel.Metadata.RequiresDist.Contains(pair.Second)
                )
            );

    private static string Describe(WheelFile wheel) =>
        $"{wheel.FileName.Project} {wheel.FileName.Version}: {string.Join(", ", wheel.Metadata.RequiresDist)}";
}
