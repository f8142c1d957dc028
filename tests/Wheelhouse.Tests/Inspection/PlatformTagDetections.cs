using Newtonsoft.Json.Linq;
using Wheelhouse.Inspection;
using Wheelhouse.Tests.Elf;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Inspection;

public sealed class PlatformTagDetections : TestFolder
{
    private const string Library = "demo/lib/libdemo.so";

    private static IEnumerable<TestCaseData> Policies() => VectorLines.Of("manylinux.jsonl", "machine", "symbol");

    [TestCaseSource(nameof(Policies))]
    public void Symbol_versions_are_in_the_policies_that_auditwheel_has_them_in(JObject vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var machine = (string)vector["machine"]!;
        var least = ManylinuxPolicies.MinorOf((string)vector["symbol"]!);
        Assert.That(least, Is.Not.Null);
        var minor = ManylinuxPolicies.Rounded(Math.Max(least!.Value, ManylinuxPolicies.Oldest(machine)));

        // One table serves all machines: it may ask a newer system of another one. For two that no ROCm runs on it asks an older
        // one: their distributions in auditwheel's sample came later than glibc 2.36 and GCC 14.
        var expected =
            (int)vector["minor"]!
            - (
                (machine, (string)vector["symbol"]!) is ("riscv64", "GLIBC_ABI_DT_RELR") ? 2
                : (machine, (string)vector["symbol"]!) is ("loongarch64", "GLIBCXX_3.4.33") ? 1
                : 0
            );
        Assert.That(minor, machine == "x86_64" ? Is.EqualTo(expected) : Is.GreaterThanOrEqualTo(expected));
    }

    [TestCase("GLIBC_2.2.5", 5)]
    [TestCase("GLIBC_2.14", 17)]
    [TestCase("GLIBC_2.29", 31)]
    [TestCase("GLIBC_2.32", 34)]
    [TestCase("GLIBC_2.35", 35)]
    [TestCase("GLIBC_2.41", 41)]
    [TestCase("GLIBC_2.44", 44)]
    [TestCase("GLIBC_ABI_DT_RELR", 36)]
    [TestCase("GLIBCXX_3.4.30", 35)]
    [TestCase("CXXABI_1.3.15", 39)]
    [TestCase("hip_4.2", 5)]
    [TestCase("OPENSSL_3.0.0", 5)]
    public void The_newest_symbol_version_names_the_tag(string version, int minor)
    {
        var elf = new RawElf { Versions = [("libc.so.6", ["GLIBC_2.2.5", version])] };
        Assert.That(
            Detect(Wheel("linux_x86_64").Add(Member(elf)))!.Platform,
            Is.EqualTo($"manylinux_2_{minor}_x86_64")
        );
    }

    [TestCase("GLIBC_PRIVATE")]
    [TestCase("GLIBC_ABI_NEW")]
    [TestCase("GLIBC_3.0")]
    [TestCase("GLIBCXX_3.4.99")]
    [TestCase("CXXABI_9")]
    public void A_symbol_version_of_no_policy_is_refused_with_object_and_library(string version)
    {
        var elf = new RawElf { Versions = [("libc.so.6", [version])] };
        Assert.That(
            Refused(Wheel("linux_x86_64").Add(Member(elf))),
            Is.EqualTo(
                new[]
                {
                    $"demo-1.0-cp312-cp312-linux_x86_64.whl: {Library} needs {version} of libc.so.6, which no policy has",
                }
            )
        );
    }

    [TestCase("libexpat.so.1", 12)]
    [TestCase("libmvec.so.1", 24)]
    [TestCase("ld-linux-x86-64.so.2", 5)]
    public void A_library_names_the_tag_too(string library, int minor) =>
        Assert.That(
            Detect(Wheel("linux_x86_64").Add(Member(new RawElf { Needed = [library] })))!.Platform,
            Is.EqualTo($"manylinux_2_{minor}_x86_64")
        );

    /// <summary>The example of auditwheel's own description: cffi that links libffi.</summary>
    [Test]
    public void A_library_of_no_policy_must_be_in_the_wheel_or_excluded()
    {
        var elf = new RawElf
        {
            Needed = ["libpthread.so.0", "libc.so.6", "libffi.so.5"],
            Versions = [("libc.so.6", ["GLIBC_2.2.5", "GLIBC_2.3"])],
        };
        var wheel = Wheel("linux_x86_64").Add(Member(elf));
        Assert.That(Refused(wheel).Single(), Does.Contain($"{Library} needs libffi.so.5, which no policy has"));
        Assert.That(Detect(wheel, "libffi.so*")!.Platform, Is.EqualTo("manylinux_2_5_x86_64"));
        wheel.Add(Member(new RawElf { Soname = "libffi.so.5" }, "demo/lib/libffi-ae16d830.so"));
        Assert.That(Detect(wheel)!.Platform, Is.EqualTo("manylinux_2_5_x86_64"));
    }

    [Test]
    public void An_excluded_library_may_ask_for_versions_of_its_own()
    {
        var elf = new RawElf
        {
            Needed = ["libamdhip64.so.7", "libtorch_hip.so"],
            Versions = [("libamdhip64.so.7", ["hip_4.2", "hip_6.0"]), ("libc.so.6", ["GLIBC_2.34"])],
        };
        var detected = Detect(Wheel("linux_x86_64").Add(Member(elf)), "libamdhip64*", "libtorch*");
        Assert.That(
            $"{detected}",
            Is.EqualTo(
                "demo-1.0-cp312-cp312-linux_x86_64.whl: manylinux_2_34_x86_64, since demo/lib/libdemo.so needs "
                    + "GLIBC_2.34 of libc.so.6"
            )
        );
    }

    [Test]
    public void A_pure_wheel_stays_any() =>
        Assert.That(Detect(Wheel("any").Add("demo/libdemo.so", "INPUT(libdemo.so.1)\n")), Is.Null);

    [TestCase("any", "manylinux_2_17_aarch64", 183)]
    [TestCase("linux_aarch64", "manylinux_2_17_aarch64", 183)]
    [TestCase("any", "manylinux_2_5_x86_64", 62)]
    [TestCase("linux_x86_64", "manylinux_2_5_x86_64", 62)]
    public void A_wheel_with_objects_is_for_their_machine(string platform, string detected, int machine) =>
        Assert.That(
            Detect(Wheel(platform).Add(Member(new RawElf { Machine = machine })))!.Platform,
            Is.EqualTo(detected)
        );

    [Test]
    public void Objects_for_another_machine_are_refused_and_code_for_gpus_is_none()
    {
        var wheel = Wheel("linux_x86_64")
            .Add(Member(new RawElf()))
            .Add(Member(new RawElf { Machine = 224 }, "demo/kernels/gemm.co"));
        Assert.That(Detect(wheel)!.Platform, Is.EqualTo("manylinux_2_5_x86_64"));
        wheel.Add(Member(new RawElf { Machine = 183 }, "demo/other.so"));
        Assert.That(Refused(wheel).Single(), Does.EndWith("demo/other.so is for aarch64, not for x86_64"));
        Assert.That(
            Refused(Wheel("any").Add(Member(new RawElf())).Add(Member(new RawElf { Machine = 183 }, "b.so"))),
            Has.Count.EqualTo(1)
        );
    }

    [Test]
    public void Programs_count_as_libraries_do()
    {
        var elf = new RawElf { Versions = [("libc.so.6", ["GLIBC_2.35"])] };
        Assert.That(
            Detect(Wheel("linux_x86_64").Add(Member(elf, "demo/bin/manager")))!.Platform,
            Is.EqualTo("manylinux_2_35_x86_64")
        );
    }

    [TestCase("manylinux_2_17_x86_64")]
    [TestCase("manylinux_2_17_x86_64.manylinux2014_x86_64")]
    [TestCase("musllinux_1_2_x86_64")]
    [TestCase("win_amd64")]
    public void A_wheel_that_promises_something_keeps_its_tag(string platform) =>
        Assert.That(Detect(Wheel(platform).Add(Member(new RawElf { Needed = ["libnuma.so.1"] }))), Is.Null);

    [Test]
    public void A_broken_object_is_refused() =>
        Assert.That(
            Refused(Wheel("linux_x86_64").Add(Member(new RawElf { SegmentCount = 0xffff }))).Single(),
            Does.Contain($"{Library} cannot be judged")
        );

    [Test]
    public void All_that_stands_against_a_set_is_told_at_once()
    {
        var needy = new RawElf
        {
            Needed = ["libnuma.so.1", "libc.so.6"],
            Versions = [("libc.so.6", ["GLIBC_PRIVATE"])],
        };
        var wheels = new[]
        {
            Wheel("linux_x86_64").Add(Member(needy)),
            new TestWheel("other", "1.0", "cp312-cp312-linux_x86_64").Add(Member(needy, "other/_C.so")),
        };
        var error = Assert.Throws<PlatformNotDetectedException>(() =>
            PlatformTagDetection.Detect([.. wheels.Select(Read)], [], CancellationToken.None)
        );
        Assert.That(error!.Problems, Has.Count.EqualTo(4));
        Assert.That(
            error.Message,
            Does.Contain("libnuma.so.1").And.Contain("other/_C.so").And.Contain("GLIBC_PRIVATE")
        );
    }

    private static TestWheel Wheel(string platform) => new("demo", "1.0", $"cp312-cp312-{platform}");

    private static RawMember Member(RawElf elf, string name = Library) => new(name, elf.ToBytes());

    private WheelFile Read(TestWheel wheel) => WheelFile.Read(wheel.Write(Folder));

    private DetectedPlatform? Detect(TestWheel wheel, params string[] excluded) =>
        PlatformTagDetection.Detect([Read(wheel)], excluded, CancellationToken.None).SingleOrDefault();

    private IReadOnlyList<string> Refused(TestWheel wheel) =>
        Assert.Throws<PlatformNotDetectedException>(() => Detect(wheel))!.Problems;
}
