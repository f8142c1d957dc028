using Wheelhouse.Elf;

namespace Wheelhouse.Tests.Elf;

public sealed class ElfFiles
{
    private static readonly RawElf demo = Of(true, true);

    [TestCase(true, true, 62, "x86_64")]
    [TestCase(true, true, 183, "aarch64")]
    [TestCase(true, true, 21, "ppc64le")]
    [TestCase(true, false, 21, "ppc64")]
    [TestCase(true, false, 22, "s390x")]
    [TestCase(false, true, 3, "i686")]
    [TestCase(false, true, 40, "armv7l")]
    [TestCase(true, true, 243, "riscv64")]
    [TestCase(true, true, 258, "loongarch64")]
    [TestCase(false, true, 62, "machine 62 of 32 bits")]
    [TestCase(false, false, 8, "machine 8 of 32 bits")]
    public void Objects_of_32_and_64_bits_and_both_byte_orders_are_read(
        bool is64Bit,
        bool isLittleEndian,
        int machine,
        string name
    )
    {
        var elf = Read(Of(is64Bit, isLittleEndian, machine).ToBytes());
        Assert.Multiple(() =>
        {
            Assert.That((elf.Is64Bit, elf.IsLittleEndian), Is.EqualTo((is64Bit, isLittleEndian)));
            Assert.That(elf.Machine, Is.EqualTo(name));
            Assert.That(elf.Soname, Is.EqualTo("libdemo.so.1"));
            Assert.That(elf.Needed, Is.EqualTo(new[] { "libamdhip64.so.7", "libc.so.6" }));
            Assert.That(
                elf.VersionNeeds,
                Is.EqualTo(
                    new ElfVersionNeed[]
                    {
                        new("libc.so.6", "GLIBC_2.2.5", IsWeak: false),
                        new("libc.so.6", "GLIBC_2.34", IsWeak: false),
                        new("libamdhip64.so.7", "hip_4.2", IsWeak: false),
                    }
                )
            );
        });
    }

    [Test]
    public void An_object_without_a_dynamic_section_needs_nothing()
    {
        var elf = Read(new RawElf { HasDynamic = false }.ToBytes());
        Assert.That((elf.Soname, elf.Needed.Count, elf.VersionNeeds.Count), Is.EqualTo(((string?)null, 0, 0)));
    }

    [TestCase(false, 3)]
    [TestCase(true, 2)]
    public void Streams_only_run_forward_and_few_are_opened(bool stringsLast, int most)
    {
        var bytes = new RawElf
        {
            Needed = demo.Needed,
            Versions = demo.Versions,
            StringsLast = stringsLast,
            Content = new byte[1 << 20],
        }.ToBytes();
        var opened = 0;
        var elf = ElfFile.Read(
            () =>
            {
                opened++;
                return new ForwardStream(bytes);
            },
            "demo.so"
        );
        Assert.That(elf.Needed, Has.Count.EqualTo(2));
        Assert.That(opened, Is.LessThanOrEqualTo(most));
    }

    [Test]
    public void Of_a_large_object_little_is_held()
    {
        var bytes = new RawElf { Needed = demo.Needed, Content = new byte[64 << 20] }.ToBytes();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    private static ElfFile Read(byte[] bytes) => ElfFile.Read(() => new ForwardStream(bytes), "demo.so");

    private static RawElf Of(bool is64Bit, bool isLittleEndian, int machine = RawElf.X64) =>
        new()
        {
            Is64Bit = is64Bit,
            IsLittleEndian = isLittleEndian,
            Machine = machine,
            Soname = "libdemo.so.1",
            Needed = ["libamdhip64.so.7", "libc.so.6"],
            Versions = [("libc.so.6", ["GLIBC_2.2.5", "GLIBC_2.34"]), ("libamdhip64.so.7", ["hip_4.2"])],
        };
}
