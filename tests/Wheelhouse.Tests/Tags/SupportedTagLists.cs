using Wheelhouse.Tags;

namespace Wheelhouse.Tests.Tags;

public sealed class SupportedTagLists
{
    [Test]
    public void The_tags_of_a_glibc_system_come_in_the_order_of_pip()
    {
        var tags = SupportedTags.ForCPython(3, 3, "manylinux_2_18_aarch64").Select(tag => $"{tag}");
        Assert.That(
            tags,
            Is.EqualTo([
                "cp33-cp33m-manylinux_2_18_aarch64",
                "cp33-cp33m-manylinux_2_17_aarch64",
                "cp33-cp33m-manylinux2014_aarch64",
                "cp33-cp33m-linux_aarch64",
                "cp33-abi3-manylinux_2_18_aarch64",
                "cp33-abi3-manylinux_2_17_aarch64",
                "cp33-abi3-manylinux2014_aarch64",
                "cp33-abi3-linux_aarch64",
                "cp33-none-manylinux_2_18_aarch64",
                "cp33-none-manylinux_2_17_aarch64",
                "cp33-none-manylinux2014_aarch64",
                "cp33-none-linux_aarch64",
                "cp32-abi3-manylinux_2_18_aarch64",
                "cp32-abi3-manylinux_2_17_aarch64",
                "cp32-abi3-manylinux2014_aarch64",
                "cp32-abi3-linux_aarch64",
                .. new[] { "py33", "py3", "py32", "py31", "py30" }.SelectMany(name =>
                    new[] { "manylinux_2_18", "manylinux_2_17", "manylinux2014", "linux" }.Select(platform =>
                        $"{name}-none-{platform}_aarch64"
                    )
                ),
                "cp33-none-any",
                "py33-none-any",
                "py3-none-any",
                "py32-none-any",
                "py31-none-any",
                "py30-none-any",
            ])
        );
    }

    [Test]
    public void An_x86_system_goes_back_to_the_first_manylinux()
    {
        var platforms = SupportedTags
            .ForCPython(3, 12, "manylinux_2_35_x86_64")
            .TakeWhile(tag => tag.Abi == "cp312")
            .Select(tag => tag.Platform)
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(platforms, Has.Count.EqualTo(31 + 3 + 1));
            Assert.That(platforms[0], Is.EqualTo("manylinux_2_35_x86_64"));
            Assert.That(
                platforms.TakeLast(4),
                Is.EqualTo(["manylinux_2_6_x86_64", "manylinux_2_5_x86_64", "manylinux1_x86_64", "linux_x86_64"])
            );
            Assert.That(
                platforms.IndexOf("manylinux2010_x86_64"),
                Is.EqualTo(platforms.IndexOf("manylinux_2_12_x86_64") + 1)
            );
        }
    }

    [Test]
    public void A_legacy_name_means_its_glibc() =>
        Assert.That(
            SupportedTags.ForCPython(3, 12, "manylinux2014_x86_64"),
            Is.EqualTo(SupportedTags.ForCPython(3, 12, "manylinux_2_17_x86_64"))
        );

    [TestCase("linux_x86_64")]
    [TestCase("win_amd64")]
    public void A_single_platform_has_its_own_tags_alone(string platform) =>
        Assert.That(
            SupportedTags.ForCPython(3, 12, platform).Select(tag => tag.Platform).Distinct(),
            Is.EqualTo([platform, "any"])
        );

    [Test]
    public void A_musl_system_takes_older_musl_and_no_glibc() =>
        Assert.That(
            SupportedTags.ForCPython(3, 12, "musllinux_1_2_x86_64").Select(tag => tag.Platform).Distinct(),
            Is.EqualTo(["musllinux_1_2_x86_64", "musllinux_1_1_x86_64", "musllinux_1_0_x86_64", "linux_x86_64", "any"])
        );

    [Test]
    public void A_free_threaded_interpreter_has_stable_tags_of_its_own()
    {
        var abis = SupportedTags
            .ForCPython(3, 13, "linux_x86_64", freeThreaded: true)
            .Select(tag => tag.Abi)
            .Distinct();
        Assert.That(abis, Is.EqualTo(["cp313t", "abi3t", "none"]));
    }

    [TestCase(2, 7)]
    [TestCase(4, 0)]
    [TestCase(3, 1)]
    public void Other_Pythons_are_refused(int major, int minor) =>
        Assert.That(
            () => SupportedTags.ForCPython(major, minor, "linux_x86_64"),
            Throws.TypeOf<ArgumentOutOfRangeException>()
        );
}
