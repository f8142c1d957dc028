using Wheelhouse.Inspection;
using Wheelhouse.Tests.Elf;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Inspection;

public sealed class InspectedLibraries : TestFolder
{
    private const string Library = "demo/lib/libdemo.so";

    [Test]
    public void Each_library_is_listed_with_where_it_comes_from()
    {
        var elf = new RawElf
        {
            Needed =
            [
                "libother.so.3",
                "libnamed.so",
                "libamdhip64.so.7",
                "libMIOpen.so.1",
                "librocm_sysdeps_numa.so.1",
                "libtorch_hip.so",
                "libc10.so",
                "libstdc++.so.6",
                "ld-linux-x86-64.so.2",
                "libnuma.so.1",
                "libpython3.12.so.1.0",
            ],
        };
        var wheel = Wheel("manylinux_2_28_x86_64")
            .Add(Member(Library, elf))
            .Add(Member("demo/lib/libother-1a2b3c.so", new RawElf { Soname = "libother.so.3" }))
            .Add(Member("demo/libnamed.so", new RawElf()));
        var inspection = Inspect(wheel);
        Assert.That(
            inspection.Libraries[0].Needed.Select(needed => needed.Source),
            Is.EqualTo(
                new[]
                {
                    LibrarySource.Wheel,
                    LibrarySource.Wheel,
                    LibrarySource.Rocm,
                    LibrarySource.Rocm,
                    LibrarySource.Rocm,
                    LibrarySource.OtherWheel,
                    LibrarySource.OtherWheel,
                    LibrarySource.System,
                    LibrarySource.System,
                    LibrarySource.Unknown,
                    LibrarySource.Unknown,
                }
            )
        );
        Assert.That(
            inspection.Findings.Select(finding => (finding.Severity, finding.Kind, finding.Member)),
            Is.EqualTo(Enumerable.Repeat((FindingSeverity.Error, FindingKind.MissingLibrary, Library), 2))
        );
        Assert.That(inspection.Findings[0].What, Does.StartWith("it needs libnuma.so.1,"));
    }

    [Test]
    public void Libraries_from_outside_are_configurable()
    {
        var path = Wheel("manylinux_2_28_x86_64")
            .Add(Member(Library, new RawElf { Needed = ["libamdhip64.so.7", "libnuma.so.1", "libmpi.so.40"] }))
            .Write(Folder);
        var options = new WheelInspectionOptions
        {
            RocmLibraries = ["libnuma.so*"],
            OtherWheelsLibraries = ["libmpi*"],
        };
        Assert.That(
            WheelInspector.Inspect(path, options).Libraries[0].Needed.Select(needed => needed.Source),
            Is.EqualTo(new[] { LibrarySource.Unknown, LibrarySource.Rocm, LibrarySource.OtherWheel })
        );
    }

    [TestCase("manylinux1_x86_64", "libexpat.so.1", LibrarySource.Unknown)]
    [TestCase("manylinux2010_x86_64", "libexpat.so.1", LibrarySource.System)]
    [TestCase("manylinux2014_x86_64", "libmvec.so.1", LibrarySource.Unknown)]
    [TestCase("manylinux_2_24_x86_64", "libmvec.so.1", LibrarySource.System)]
    [TestCase("manylinux_2_17_x86_64.manylinux_2_28_x86_64", "libmvec.so.1", LibrarySource.Unknown)]
    [TestCase("linux_x86_64", "libmvec.so.1", LibrarySource.System)]
    [TestCase("manylinux_2_28_x86_64", "libc.so", LibrarySource.Unknown)]
    [TestCase("musllinux_1_2_x86_64", "libc.so", LibrarySource.System)]
    [TestCase("musllinux_1_2_x86_64", "libc.musl-x86_64.so.1", LibrarySource.System)]
    [TestCase("musllinux_1_2_x86_64", "libstdc++.so.6", LibrarySource.Unknown)]
    public void The_policy_is_that_of_the_strictest_tag(string platform, string library, LibrarySource source)
    {
        var inspection = Inspect(Wheel(platform).Add(Member(Library, new RawElf { Needed = [library] })));
        Assert.That(inspection.Libraries[0].Needed, Is.EqualTo(new[] { new NeededLibrary(library, source) }));
    }

    [TestCase("manylinux_2_34_x86_64", "GLIBC_2.34", true)]
    [TestCase("manylinux_2_28_x86_64", "GLIBC_2.34", false)]
    [TestCase("manylinux_2_34_x86_64", "GLIBC_2.34.1", false)]
    [TestCase("manylinux_2_9_x86_64", "GLIBC_2.17", false)]
    [TestCase("manylinux_2_35_x86_64", "GLIBC_ABI_DT_RELR", false)]
    [TestCase("manylinux_2_36_x86_64", "GLIBC_ABI_DT_RELR", true)]
    [TestCase("manylinux2014_x86_64", "GLIBC_2.17", true)]
    [TestCase("manylinux2014_x86_64", "GLIBC_2.18", false)]
    [TestCase("manylinux2010_x86_64", "GLIBC_2.12", true)]
    [TestCase("manylinux1_x86_64", "GLIBC_2.5", true)]
    [TestCase("manylinux1_x86_64", "GLIBC_2.6", false)]
    [TestCase("manylinux2014_x86_64.manylinux_2_34_x86_64", "GLIBC_2.34", false)]
    [TestCase("manylinux_2_28_x86_64", "GLIBCXX_3.4.99", true)]
    [TestCase("musllinux_1_2_x86_64", "GLIBC_2.5", false)]
    public void The_glibc_needed_is_held_against_the_tag(string platform, string version, bool isEnough)
    {
        var elf = new RawElf { Versions = [("libc.so.6", ["GLIBC_2.2.5", version])] };
        var findings = Inspect(Wheel(platform).Add(Member(Library, elf))).Findings;
        var isMusl = platform.StartsWith("musl", StringComparison.Ordinal);
        Assert.That(
            findings.Select(finding => (finding.Kind, finding.Member)),
            Is.EqualTo(isEnough ? [] : new[] { (FindingKind.Glibc, Library) })
        );
        Assert.That(findings.Select(finding => finding.What), Has.All.Contains(isMusl ? "musllinux" : "promises that"));
    }

    [Test]
    public void A_weak_version_is_not_needed()
    {
        var elf = new RawElf { Versions = [("libc.so.6", ["GLIBC_2.38"])], IsWeak = true };
        Assert.That(Inspect(Wheel("manylinux_2_28_x86_64").Add(Member(Library, elf))).GlibcNeeded, Is.Null);
    }

    [Test]
    public void A_private_version_is_warned_of()
    {
        var elf = new RawElf { Versions = [("libc.so.6", ["GLIBC_PRIVATE"])] };
        var finding = Inspect(Wheel("manylinux_2_28_x86_64").Add(Member(Library, elf))).Findings.Single();
        Assert.That((finding.Severity, finding.Kind), Is.EqualTo((FindingSeverity.Warning, FindingKind.Glibc)));
    }

    [Test]
    public void A_plain_linux_tag_promises_nothing_and_says_so()
    {
        var elf = new RawElf { Needed = ["libnuma.so.1"], Versions = [("libc.so.6", ["GLIBC_2.99"])] };
        var inspection = Inspect(Wheel("linux_x86_64").Add(Member(Library, elf)));
        Assert.Multiple(() =>
        {
            Assert.That((inspection.HasErrors, inspection.GlibcPromised), Is.EqualTo((false, (Version?)null)));
            Assert.That(inspection.GlibcNeeded, Is.EqualTo(new Version(2, 99)));
            Assert.That(
                inspection.Findings.Select(finding => (finding.Severity, finding.Kind)),
                Is.EqualTo(
                    new[]
                    {
                        (FindingSeverity.Warning, FindingKind.MissingLibrary),
                        (FindingSeverity.Fact, FindingKind.NoPromise),
                    }
                )
            );
        });
    }

    [TestCase("manylinux_2_28_x86_64", 62, null)]
    [TestCase("manylinux_2_28_aarch64", 62, FindingSeverity.Error)]
    [TestCase("linux_aarch64", 62, FindingSeverity.Error)]
    [TestCase("manylinux_2_28_aarch64.manylinux_2_28_x86_64", 62, null)]
    [TestCase("win_amd64", 62, FindingSeverity.Error)]
    [TestCase("any", 62, FindingSeverity.Warning)]
    [TestCase("manylinux_2_28_x86_64", 224, FindingSeverity.Error)]
    [TestCase("macosx_11_0_arm64", 183, null)]
    public void The_machine_is_held_against_the_tag(string platform, int machine, FindingSeverity? severity)
    {
        var inspection = Inspect(Wheel(platform).Add(Member(Library, new RawElf { Machine = machine })));
        var finding = inspection.Findings.SingleOrDefault(one => one.Kind == FindingKind.Machine);
        Assert.That(finding?.Severity, Is.EqualTo(severity));
    }

    [TestCase("linux_i686", 3)]
    [TestCase("linux_armv6l", 40)]
    [TestCase("manylinux_2_31_armv7l", 40)]
    public void A_machine_of_32_bits_may_have_several_names(string platform, int machine)
    {
        var elf = new RawElf { Machine = machine, Is64Bit = false };
        var inspection = Inspect(Wheel(platform).Add(Member(Library, elf)));
        Assert.That(inspection.Findings.Select(finding => finding.Kind), Does.Not.Contain(FindingKind.Machine));
    }

    [Test]
    public void What_is_named_as_a_shared_object_and_is_none_is_warned_of()
    {
        var finding = Inspect(Wheel("linux_x86_64").Add(Library, "INPUT(libdemo.so.1)\n")).Findings.Single();
        Assert.That(
            (finding.Severity, finding.Kind, finding.Member),
            Is.EqualTo((FindingSeverity.Warning, FindingKind.Elf, Library))
        );
    }

    [Test]
    public void A_broken_shared_object_is_found_and_read_to_its_end_all_the_same()
    {
        var bytes = new RawElf { SegmentCount = 0xffff }.ToBytes();
        var wheel = Wheel("linux_x86_64").Add(new RawMember(Library, bytes) { Crc = 1 });
        var kinds = Inspect(wheel).Findings.Select(finding => (finding.Kind, finding.Severity)).ToList();
        Assert.That(kinds, Is.EqualTo(new[] { (FindingKind.Archive, FindingSeverity.Error) }));
        var sound = Wheel("linux_x86_64").Add(new RawMember(Library, bytes));
        Assert.That(Inspect(sound).Findings.Single().Kind, Is.EqualTo(FindingKind.Elf));
    }

    [TestCase("demo/libdemo.so", true)]
    [TestCase("demo/libdemo.so.7.1", true)]
    [TestCase("demo/_C.cpython-312-x86_64-linux-gnu.so", true)]
    [TestCase("demo/libdemo.so.py", false)]
    [TestCase("demo/libdemo.sofa", false)]
    public void Shared_objects_are_told_by_their_names(string name, bool isLibrary) =>
        Assert.That(
            Inspect(Wheel("linux_x86_64").Add(Member(name, new RawElf()))).Libraries,
            Has.Count.EqualTo(isLibrary ? 1 : 0)
        );

    [Test]
    public void Hashes_of_shared_objects_are_compared_in_the_same_pass()
    {
        var wheel = Wheel("linux_x86_64").Add(Member(Library, new RawElf { Needed = ["libc.so.6"] }));
        var path = wheel.Write(Folder);
        var inspection = WheelInspector.Inspect(path, new WheelInspectionOptions { IsFull = true });
        Assert.That(inspection.HasErrors, Is.False, string.Join('\n', inspection.Findings));
    }

    private static TestWheel Wheel(string platform)
    {
        var tag = $"cp312-cp312-{platform}";
        return new TestWheel("demo", "1.0", tag);
    }

    private static RawMember Member(string name, RawElf elf) => new(name, elf.ToBytes());

    private WheelInspection Inspect(TestWheel wheel) => WheelInspector.Inspect(wheel.Write(Folder));
}
