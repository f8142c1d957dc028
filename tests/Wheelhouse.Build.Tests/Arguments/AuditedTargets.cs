namespace Wheelhouse.Build.Tests.Arguments;

public sealed class AuditedTargets
{
    [Test]
    public void A_version_given_as_python_is_audited_for_and_stands_for_its_program()
    {
        var options = OptionsGiven.Arguments(("target", "Audit-Closure"), ("python", "3.12.4"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.AuditedPythons.Select(python => python.ToString()), Is.EqualTo(["3.12.4"]));
            Assert.That(options.Python, Is.EqualTo("python3.12"));
        }
    }

    [TestCase("python3")]
    [TestCase("/opt/python/bin/python3.12")]
    [TestCase("python3.12")]
    public void A_program_is_no_version_to_audit_for(string program)
    {
        var options = OptionsGiven.Arguments(("python", program));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.AuditedPythons, Is.Empty);
            Assert.That(options.Python, Is.EqualTo(program));
        }
    }

    [Test]
    public void The_audit_takes_several_of_each()
    {
        var options = OptionsGiven.Arguments(
            ("target", "Audit-Closure"),
            ("python", "3.12"),
            ("python", "3.13"),
            ("python-version", "3.14"),
            ("platform", "linux_x86_64"),
            ("platform", "linux_aarch64")
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.AuditedPythons, Has.Count.EqualTo(3));
            Assert.That(options.AuditedPlatforms, Is.EqualTo(["linux_x86_64", "linux_aarch64"]));
        }
    }

    [TestCase("python", "3.12", "3.13")]
    [TestCase("python-version", "3.12", "3.13")]
    [TestCase("platform", "linux_x86_64", "linux_aarch64")]
    public void Other_tasks_take_one(string option, string first, string second) =>
        Assert.That(
            OptionsGiven.ProblemsOf(("target", "Release"), (option, first), (option, second)),
            Is.EqualTo([
                $"--{option} is given 2 times; only Audit-Closure, Check-Release, Explain, Plan-Matrix take several",
            ])
        );
}
