using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Tests.Closure;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Differential;

/// <summary>
/// Random small sets, installed by the pip of a Python on this machine. Repeat a run by
/// <c>-- TestRunParameters.Parameter(name="seed",value="...")</c>; <c>sets</c> asks more of it.
/// </summary>
[Category("Differential")]
public sealed class AgainstPip
{
    private static readonly int Sets = TestContext.Parameters.Get("sets", 40);

    private const string Nothing = """{"installed":null}""";

    private static readonly string[] Projects = ["whaa", "whbb", "whcc", "whdd", "whee"];
    private static readonly string[] Versions = ["1.0", "2.0", "2.5+x", "3.0"];
    private static readonly string[] Specifiers = ["", "", "", ">=2", "<2", "==1.0", "!=2.0", ">2", "==2.5", ">=3.0"];
    private static readonly string[] PreVersions = ["1.0", "2.0a1", "2.0", "2.5rc1+x", "3.0b1", "3.0"];
    private static readonly string[] PreSpecifiers = [.. Specifiers, ">=2.0a1", "==3.0b1", "<3.0b2", "!=2.0a1"];
    private static readonly string[] Extras = ["", "", "", "[x]", "[y]", "[x,y]"];
    private static readonly string[] Markers =
    [
        "",
        "",
        "",
        "",
        " ; extra == 'x'",
        " ; extra == 'y'",
        " ; os_name == 'java'",
    ];

    private ReferencePython pip = null!;
    private Random random = null!;

    // 22.2 brought the report that tells what would be installed.
    [OneTimeSetUp]
    public void FindPip()
    {
        if (ReferencePython.Find("resolver.py", "22.2") is not { } found)
        {
            Assert.Ignore("no Python on PATH has a pip of 22.2 or later (install python3-pip, say)");
            return;
        }

        pip = found;
    }

    [SetUp]
    public void Seed()
    {
        var seed = TestContext.Parameters.Get("seed", Environment.TickCount);
        TestContext.Out.WriteLine($"{pip.Description}, seed {seed}");
        random = new Random(seed);
    }

    [Test]
    public void Of_one_version_each_pip_installs_what_the_audit_says() =>
        Assert.That(Differences(mostVersions: 1).Select(pair => $"{pair}"), Is.Empty);

    /// <summary>
    /// pip goes back by rules of its own and now and then finds no choice where there is one, or an older one; but what it
    /// installs is a choice, so the audit must know of one.
    /// </summary>
    [Test]
    public void Of_several_versions_pip_installs_nothing_that_the_audit_calls_open()
    {
        var differences = Differences(mostVersions: Versions.Length).ToList();
        TestContext.Out.WriteLine($"{differences.Count} of {Sets} sets are installed otherwise than the audit chooses");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(differences.Where(pair => pair.Ours == Nothing).Select(pair => $"{pair}"), Is.Empty);
            Assert.That(differences, Has.Count.LessThan(Sets / 5));
        }
    }

    /// <summary>
    /// pip takes a yanked version only where it is pinned and nothing else will do. Before 23.3 it does not count the pin of
    /// <c>a==1</c> for <c>a[x]</c>, and finds nothing.
    /// </summary>
    [TestCase(1)]
    [TestCase(4)]
    public void Of_yanked_versions_pip_installs_nothing_that_the_audit_calls_open(int mostVersions)
    {
        var isStricter = PythonVersion.Parse(pip.LibraryVersion) < PythonVersion.Parse("23.3");
        var differences = Differences(mostVersions, percentYanked: 30)
            .Where(pair => !isStricter || pair.Theirs != Nothing)
            .ToList();
        TestContext.Out.WriteLine($"{differences.Count} of {Sets} sets are installed otherwise than the audit chooses");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                differences.Where(pair => mostVersions == 1 || pair.Ours == Nothing).Select(pair => $"{pair}"),
                Is.Empty
            );
            Assert.That(differences, Has.Count.LessThan(Math.Max(1, Sets / 5)));
        }
    }

    /// <summary>A pip before 26.0 takes no pre-release, be there nothing else, where a specifier names none.</summary>
    [Test]
    public void Of_one_prerelease_each_pip_installs_what_the_audit_says()
    {
        var differences = Differences(mostVersions: 1, prereleases: true)
            .Where(pair => !IsStrictOnPrereleases || pair.Theirs != Nothing);
        Assert.That(differences.Select(pair => $"{pair}"), Is.Empty);
    }

    /// <summary>Which requirements pip knows when it decides on pre-releases depends on the way it goes, so a few differ.</summary>
    [Test]
    public void Of_several_versions_with_prereleases_few_are_chosen_otherwise()
    {
        var differences = Differences(mostVersions: 4, prereleases: true)
            .Where(pair => !IsStrictOnPrereleases || pair.Theirs != Nothing)
            .ToList();
        TestContext.Out.WriteLine(string.Join('\n', differences));
        Assert.That(differences, Has.Count.LessThan(Math.Max(3, Sets / 4)));
    }

    private bool IsStrictOnPrereleases => PythonVersion.Parse(pip.LibraryVersion) < PythonVersion.Parse("26.0");

    private IEnumerable<(string Set, string Ours, string Theirs)> Differences(
        int mostVersions,
        int percentYanked = 0,
        bool prereleases = false
    )
    {
        var sets = Enumerable
            .Range(0, Sets)
            .Select(_ => RandomSet(random, mostVersions, percentYanked, prereleases))
            .ToList();
        return sets.Zip(pip.Ask(sets))
            .Select(pair => (Text(pair.First), Text(Resolve(pair.First)), Text(pair.Second)))
            .Where(pair => pair.Item2 != pair.Item3);
    }

    private static JObject RandomSet(Random random, int mostVersions, int percentYanked, bool prereleases)
    {
        var wheels = new JArray();
        foreach (var project in Projects.Where(_ => random.Next(12) > 0))
        {
            foreach (
                var version in (prereleases ? PreVersions : Versions)
                    .OrderBy(_ => random.Next())
                    .Take(random.Next(mostVersions) + 1)
            )
            {
                wheels.Add(
                    new JObject
                    {
                        ["name"] = project,
                        ["version"] = version,
                        ["yanked"] = random.Next(100) < percentYanked,
                        ["extras"] = new JArray("x", "y"),
                        ["requires"] = new JArray(
                            Enumerable
                                .Range(0, random.Next(3))
                                .Select(_ => RandomRequirement(random, prereleases) + Pick(random, Markers))
                        ),
                    }
                );
            }
        }

        return new JObject
        {
            ["wheels"] = wheels,
            ["roots"] = new JArray(
                Enumerable.Range(0, random.Next(1, 3)).Select(_ => RandomRequirement(random, prereleases))
            ),
        };
    }

    private static string RandomRequirement(Random random, bool prereleases) =>
        Pick(random, Projects) + Pick(random, Extras) + Pick(random, prereleases ? PreSpecifiers : Specifiers);

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static JObject Resolve(JObject set)
    {
        WheelFile[] wheels =
        [
            .. set["wheels"]!.Select(wheel =>
                MadeWheel.Of(
                    $"{wheel["name"]} {wheel["version"]}",
                    [.. wheel["requires"]!.Select(text => (string)text!)]
                )
            ),
        ];
        var report = ClosureAudit.Audit(
            [.. set["roots"]!.Select(root => Requirement.Parse((string)root!))],
            wheels,
            [TargetEnvironment.ForCPython(PythonVersion.Parse("3.12.1"), "manylinux_2_35_x86_64")],
            set["wheels"]!
                .Zip(wheels)
                .Where(pair => (bool)pair.First["yanked"]!)
                .Select(pair => pair.Second.FileName)
                .ToHashSet()
        );
        var chosen = report
            .Needed.Select(needed => needed.Wheel.FileName)
            .Select(fileName => new JProperty(fileName.Project.Value, fileName.Version.ToString()));
        return new JObject { ["installed"] = report.IsClosed ? new JObject(chosen) : JValue.CreateNull() };
    }

    private static string Text(JObject value) => value.ToString(Formatting.None);
}
