using Wheelhouse.Build.Testing;

namespace Wheelhouse.Build.Tests.Testing;

public sealed class ProvisioningPlans
{
    private const string Everything = "everything that tests need is installed";

    [Test]
    public void A_missing_npm_is_told_where_something_is_to_come_of_it() =>
        Assert.That(
            Provisioning.Plan([], hasS3rver: false, hasNpm: false, hasAwsTools: true).Single(),
            Does.StartWith("npm is not here to install s3rver").And.Contain("skipped").And.Contain("install npm")
        );

    [TestCase(false, "would install s3rver@3.7.1 of npm")]
    [TestCase(true, Everything)]
    public void Where_npm_is_it_installs_what_is_missing(bool hasS3rver, string line) =>
        Assert.That(Provisioning.Plan([], hasS3rver, hasNpm: true, hasAwsTools: true), Is.EqualTo(new[] { line }));

    [Test]
    public void Npm_is_not_needed_for_what_is_there_already() =>
        Assert.That(
            Provisioning.Plan([], hasS3rver: true, hasNpm: false, hasAwsTools: true),
            Is.EqualTo(new[] { Everything })
        );

    [Test]
    public void Packages_of_the_system_come_first() =>
        Assert.That(
            Provisioning.Plan(["strace", "zsh"], hasS3rver: false, hasNpm: true, hasAwsTools: false),
            Is.EqualTo(
                new[]
                {
                    "would install strace",
                    "would install zsh",
                    "would install s3rver@3.7.1 of npm",
                    $"would install {AwsTools.Names}",
                }
            )
        );
}
