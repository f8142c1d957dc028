using Wheelhouse.Closure;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Closure;

public sealed class ClosureAudits
{
    private static readonly TargetEnvironment Python312 = Environment("3.12.11");
    private static readonly TargetEnvironment Python310 = Environment("3.10.12");

    [Test]
    public void A_set_with_everything_is_closed()
    {
        var report = Audit(
            "vllm",
            MadeWheel.Of("vllm 1", "torch>=2", "numpy"),
            MadeWheel.Of("torch 2.9", "numpy"),
            MadeWheel.Of("numpy 2")
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed);
            Assert.That(report.Problems, Is.Empty);
            Assert.That(report.Unneeded, Is.Empty);
            Assert.That(report.Warnings, Is.Empty);
        }
    }

    [TestCase("torch", "1.0", true)]
    [TestCase("torch>=2", null, false)]
    [TestCase("torch==2.*", null, false)]
    [TestCase("torch==2.0", "2.0", true)]
    [TestCase("torch===2.0", "2.0", true)]
    public void A_yanked_version_is_taken_where_it_is_pinned_alone(string requirement, string? taken, bool isClosed)
    {
        var yanked = MadeWheel.Of("torch 2.0");
        var report = ClosureAudit.Audit(
            [Requirement.Parse(requirement)],
            [MadeWheel.Of("torch 1.0"), yanked],
            [Python312],
            new HashSet<WheelFileName> { yanked.FileName }
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed, Is.EqualTo(isClosed));
            Assert.That(
                report.Problems.Select(problem => problem.Kind),
                Is.EqualTo(isClosed ? Array.Empty<ClosureProblemKind>() : [ClosureProblemKind.OnlyYanked])
            );
            if (taken is not null)
            {
                Assert.That(report.Needed.Single().Wheel.FileName.Version.ToString(), Is.EqualTo(taken));
            }
        }
    }

    [Test]
    public void A_missing_project_is_told_with_its_chain() =>
        Assert.That(
            Problems(
                "vllm",
                MadeWheel.Of("vllm 1", "transformers[torch]"),
                MadeWheel.Of("transformers 4", "accelerate>=1 ; extra == 'torch'")
            ),
            Is.EqualTo([
                "MissingProject vllm -> transformers[torch] -> accelerate>=1: no wheel of accelerate is in the set",
            ])
        );

    [Test]
    public void Wheels_for_other_machines_are_told_with_their_tags() =>
        Assert.That(
            Problems(
                "vllm",
                MadeWheel.Of("vllm 1", "transformers[torch]"),
                MadeWheel.Of("transformers 4", "tokenizers>=0.21 ; extra == 'torch'"),
                MadeWheel.Of("tokenizers-0.22-cp311-cp311-linux_x86_64.whl"),
                MadeWheel.Of("tokenizers-0.22-cp312-cp312-manylinux_2_39_x86_64.whl")
            ),
            Is.EqualTo([
                "NoFittingTags vllm -> transformers[torch] -> tokenizers>=0.21: no wheel for cp312 manylinux_2_35_x86_64; "
                    + "there are 0.22 cp311-cp311-linux_x86_64, 0.22 cp312-cp312-manylinux_2_39_x86_64",
            ])
        );

    [Test]
    public void Other_versions_are_told_newest_first() =>
        Assert.That(
            Problems(
                "vllm",
                MadeWheel.Of("vllm 1", "torch==2.9.0"),
                MadeWheel.Of("torch 2.8.0"),
                MadeWheel.Of("torch 2.10.0")
            ),
            Is.EqualTo(["NoMatchingVersion vllm -> torch==2.9.0: no wheel of such a version; there are 2.10.0, 2.8.0"])
        );

    [Test]
    public void A_wheel_for_another_Python_is_told_with_what_it_needs() =>
        Assert.That(
            Problems("vllm", MadeWheel.Of("vllm 1", "numpy"), MadeWheel.For(">=3.13,<4", "numpy 2.3")),
            Is.EqualTo([
                "RequiresPython vllm -> numpy: no wheel for Python 3.12.11; there are 2.3 for Python >=3.13,<4",
            ])
        );

    [Test]
    public void A_conflict_is_told_with_both_chains() =>
        Assert.That(
            Problems(
                "vllm",
                MadeWheel.Of("vllm 1", "a", "b"),
                MadeWheel.Of("a 1", "c>=2"),
                MadeWheel.Of("b 1", "c<2"),
                MadeWheel.Of("c 1"),
                MadeWheel.Of("c 2")
            ),
            Is.EqualTo(["Conflict vllm -> b -> c<2: conflicts with vllm -> a -> c>=2; there are 2, 1"])
        );

    [Test]
    public void All_problems_are_told_at_once()
    {
        var problems = Problems(
            "vllm",
            MadeWheel.Of("vllm 1", "a", "b", "c", "d"),
            MadeWheel.Of("a 1", "missing", "e<2", "gone"),
            MadeWheel.Of("b 1", "e>=2", "f==2"),
            MadeWheel.Of("c 1", "x @ https://example.org/x.whl"),
            MadeWheel.Of("d-1-cp39-cp39-linux_x86_64.whl"),
            MadeWheel.Of("e 1"),
            MadeWheel.Of("e 2"),
            MadeWheel.Of("f 1")
        );
        Assert.That(
            problems.Select(problem => problem.Split(": ")[0]),
            Is.EquivalentTo([
                "MissingProject vllm -> a -> missing",
                "MissingProject vllm -> a -> gone",
                "Conflict vllm -> b -> e>=2",
                "NoMatchingVersion vllm -> b -> f==2",
                "UrlRequirement vllm -> c -> x @ https://example.org/x.whl",
                "NoFittingTags vllm -> d",
            ])
        );
    }

    [Test]
    public void A_root_that_is_not_there_is_a_problem_of_its_own() =>
        Assert.That(
            Problems("vllm>=1", MadeWheel.Of("torch 2")),
            Is.EqualTo(["MissingProject vllm>=1: no wheel of vllm is in the set"])
        );

    [Test]
    public void An_extra_is_followed_only_where_it_is_asked_for()
    {
        WheelFile[] wheels = [MadeWheel.Of("a 1", "b ; extra == 'Dev_Tools'"), MadeWheel.Of("b 1")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(Audit("a", wheels).Needed), Is.EqualTo(["a"]));
            Assert.That(Names(Audit("a[dev.tools]", wheels).Needed), Is.EqualTo(["a", "b"]));
        }
    }

    [Test]
    public void An_extra_asked_for_late_is_followed_too()
    {
        var report = Audit(
            "a",
            MadeWheel.Of("a 1", "b", "c"),
            MadeWheel.Of("b 1", "d ; extra == 'x'"),
            MadeWheel.Of("c 1", "b[x]"),
            MadeWheel.Of("d 1", "missing")
        );
        Assert.That(
            report.Problems.Select(problem => $"{problem.Chain}"),
            Is.EqualTo(["a -> c -> b[x] -> d -> missing"])
        );
    }

    [Test]
    public void Extras_that_ask_for_extras_of_their_own_project_are_followed()
    {
        var report = Audit(
            "a[all]",
            MadeWheel.Of("a 1", "a[x,y] ; extra == 'all'", "b ; extra == 'x'", "c ; extra == 'y'"),
            MadeWheel.Of("b 1"),
            MadeWheel.Of("c 1")
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed);
            Assert.That(Names(report.Needed), Is.EqualTo(["a", "b", "c"]));
            Assert.That($"{report.ChainTo(ProjectName.Parse("c"))}", Is.EqualTo("a[all] -> a[x,y] -> c"));
        }
    }

    [Test]
    public void An_extra_that_is_not_offered_is_a_warning()
    {
        var report = Audit("a", MadeWheel.Of("a 1", "b[x]"), MadeWheel.Of("b 1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed);
            Assert.That(report.Warnings, Is.EqualTo(["a -> b[x]: b 1 offers no extra x"]));
        }
    }

    [Test]
    public void Requirements_count_where_their_markers_hold()
    {
        WheelFile[] wheels = [MadeWheel.Of("a 1", "b ; python_version < '3.11'")];
        var report = ClosureAudit.Audit([Requirement.Parse("a")], wheels, [Python312, Python310]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed, Is.False);
            Assert.That(report.Environments.Select(environment => environment.IsClosed), Is.EqualTo([true, false]));
            Assert.That(report.Problems[0].Environment, Is.EqualTo(Python310));
            Assert.That(report.Problems[0].Project, Is.EqualTo(ProjectName.Parse("b")));
        }
    }

    [Test]
    public void A_root_counts_where_its_marker_holds() =>
        Assert.That(Audit("a ; sys_platform == 'win32'", MadeWheel.Of("b 1")).IsClosed);

    [Test]
    public void A_marker_without_a_meaning_is_a_problem() =>
        Assert.That(
            Problems("a", MadeWheel.Of("a 1", "b ; python_version ~= '3'"), MadeWheel.Of("b 1")).Single(),
            Does.StartWith("InvalidMarker a -> b: the marker python_version ~= \"3\" cannot be evaluated")
        );

    [Test]
    public void Cycles_are_no_problem()
    {
        var report = Audit("a", MadeWheel.Of("a 1", "b"), MadeWheel.Of("b 1", "c"), MadeWheel.Of("c 1", "a>=1", "b"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed);
            Assert.That(Names(report.Needed), Is.EqualTo(["a", "b", "c"]));
        }
    }

    [Test]
    public void A_wheel_is_listed_with_everyone_who_requires_it()
    {
        WheelFile[] wheels =
        [
            MadeWheel.Of("a 1", "b", "c"),
            MadeWheel.Of("b 1", "d>=1"),
            MadeWheel.Of("c 1", "d<2"),
            MadeWheel.Of("d 1"),
        ];
        var report = ClosureAudit.Audit(
            [Requirement.Parse("a"), Requirement.Parse("d")],
            wheels,
            [Python312, Python310]
        );
        var needed = report.Needed.Single(needed => needed.Wheel == wheels[3]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                needed.RequiredBy.Select(requirer => $"{requirer.Wheel?.FileName.Project}: {requirer.Requirement}"),
                Is.EquivalentTo([": d", "b: d>=1", "c: d<2"])
            );
            Assert.That($"{needed.Chain}", Is.EqualTo("d"));
            Assert.That($"{report.ChainTo(ProjectName.Parse("b"))}", Is.EqualTo("a -> b"));
            Assert.That(report.ChainTo(ProjectName.Parse("x")), Is.Null);
        }
    }

    [Test]
    public void Wheels_that_nothing_needs_are_listed()
    {
        var report = Audit(
            "a",
            MadeWheel.Of("a 1"),
            MadeWheel.Of("a 2"),
            MadeWheel.Of("b 1"),
            MadeWheel.Of("a-2-cp39-cp39-linux_x86_64.whl")
        );
        Assert.That(
            report.Unneeded.Select(wheel => $"{wheel.FileName}"),
            Is.EqualTo(["a-1-py3-none-any.whl", "a-2-cp39-cp39-linux_x86_64.whl", "b-1-py3-none-any.whl"])
        );
    }

    [Test]
    public void The_newest_version_that_suits_all_is_taken()
    {
        var report = Audit(
            "a",
            MadeWheel.Of("a 1", "b", "c"),
            MadeWheel.Of("b 1"),
            MadeWheel.Of("b 2"),
            MadeWheel.Of("b 3"),
            MadeWheel.Of("c 1", "b<3")
        );
        Assert.That(
            report.Needed.Select(needed => $"{needed.Wheel.FileName.Project} {needed.Wheel.FileName.Version}"),
            Is.EqualTo(["a 1", "b 2", "c 1"])
        );
    }

    [Test]
    public void An_older_version_is_taken_where_the_newer_one_needs_what_is_not_there()
    {
        var report = Audit("a", MadeWheel.Of("a 2", "missing"), MadeWheel.Of("a 1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.IsClosed);
            Assert.That(report.Needed.Single().Wheel.FileName.VersionText, Is.EqualTo("1"));
        }
    }

    [Test]
    public void A_problem_is_told_of_the_version_that_comes_nearest() =>
        Assert.That(
            Problems(
                "a",
                "b",
                MadeWheel.Of("a 2", "missing"),
                MadeWheel.Of("a 1"),
                MadeWheel.Of("b 1", "c>=2"),
                MadeWheel.Of("c 1")
            ),
            Is.EqualTo(["NoMatchingVersion b -> c>=2: no wheel of such a version; there are 1"])
        );

    [TestCase("a", "1.0", TestName = "A_final_release_comes_before_a_later_pre_release")]
    [TestCase("a>=2.0a1", "2.0rc1", TestName = "A_pre_release_is_taken_where_a_specifier_names_one")]
    [TestCase("a>1", "2.0rc1", TestName = "A_pre_release_is_taken_where_no_final_release_will_do")]
    public void Prereleases(string root, string taken) =>
        Assert.That(
            Audit(root, MadeWheel.Of("a 1.0"), MadeWheel.Of("a 2.0rc1")).Needed.Single().Wheel.FileName.VersionText,
            Is.EqualTo(taken)
        );

    [Test]
    public void A_pre_release_that_nobody_names_does_not_stand_in_for_a_final_release() =>
        Assert.That(
            Problems("a", MadeWheel.Of("a 1", "missing"), MadeWheel.Of("a 2rc1")),
            Is.EqualTo([
                "OnlyPrerelease a: only the pre-release 2rc1 suits the rest of the set, and pip passes it over for 1 unless a requirement names it",
            ])
        );

    [Test]
    public void A_pin_takes_a_local_version_but_a_local_pin_does_not_take_the_public_one()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Audit("a==2.9.0", MadeWheel.Of("a 2.9.0+git1")).IsClosed);
            Assert.That(Audit("a==2.9.0+git1", MadeWheel.Of("a 2.9.0")).IsClosed, Is.False);
            Assert.That(Audit("a===2.9.0", MadeWheel.Of("a-v2.9.0-py3-none-any.whl")).IsClosed);
        }
    }

    [Test]
    public void Of_one_version_the_wheel_of_the_best_tag_and_greatest_build_is_taken()
    {
        var report = Audit(
            "a",
            MadeWheel.Of("a-1-py3-none-any.whl"),
            MadeWheel.Of("a-1-9-cp312-cp312-linux_x86_64.whl"),
            MadeWheel.Of("a-1-2-cp312-cp312-manylinux_2_28_x86_64.whl"),
            MadeWheel.Of("a-1-10-cp312-cp312-manylinux_2_28_x86_64.whl"),
            MadeWheel.Of("a-1-cp312-cp312-manylinux_2_28_x86_64.whl")
        );
        Assert.That(report.Needed.Single().Wheel.FileName.Build, Is.EqualTo("10"));
    }

    [Test]
    public void A_candidate_of_a_Python_counts_as_that_Python() =>
        Assert.That(
            ClosureAudit
                .Audit([Requirement.Parse("a")], [MadeWheel.For(">=3.14", "a 1")], [Environment("3.14.0rc2")])
                .IsClosed
        );

    [Test]
    public void Projects_that_rule_each_others_versions_out_are_a_conflict()
    {
        var problems = Problems(
            "a",
            "b",
            MadeWheel.Of("a 2", "b<2"),
            MadeWheel.Of("a 1", "b>=2"),
            MadeWheel.Of("b 2", "a>=2"),
            MadeWheel.Of("b 1", "a<2")
        );
        Assert.That(problems.Single(), Does.StartWith("Conflict "));
    }

    [Test]
    public void Nothing_asked_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ClosureAudit.Audit([], [], [Python312]), Throws.InstanceOf<ArgumentException>());
            Assert.That(
                () => ClosureAudit.Audit([Requirement.Parse("a")], [], []),
                Throws.InstanceOf<ArgumentException>()
            );
        }
    }

    private static TargetEnvironment Environment(string python) =>
        TargetEnvironment.ForCPython(PythonVersion.Parse(python), "manylinux_2_35_x86_64");

    private static ClosureReport Audit(string root, params WheelFile[] wheels) =>
        ClosureAudit.Audit([Requirement.Parse(root)], wheels, [Python312]);

    private static IEnumerable<string> Problems(string root, params WheelFile[] wheels) =>
        Audit(root, wheels).Problems.Select(problem => $"{problem.Kind} {problem}");

    private static IEnumerable<string> Problems(string root, string otherRoot, params WheelFile[] wheels) =>
        ClosureAudit
            .Audit([Requirement.Parse(root), Requirement.Parse(otherRoot)], wheels, [Python312])
            .Problems.Select(problem => $"{problem.Kind} {problem}");

    private static IEnumerable<string> Names(IEnumerable<NeededWheel> needed) =>
        needed.Select(needed => needed.Wheel.FileName.Project.Value);
}
