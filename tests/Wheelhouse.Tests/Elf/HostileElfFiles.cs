using Wheelhouse.Elf;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Elf;

public sealed class HostileElfFiles
{
    private const int Seed = 64;

    [Test]
    public void An_object_cut_off_anywhere_is_refused()
    {
        var bytes = Demo().ToBytes();
        for (var length = 0; length < bytes.Length - 16; length++)
        {
            Refused(bytes[..length]);
        }
    }

    [Test]
    public void What_does_not_begin_as_an_object_is_refused()
    {
        Refused("INPUT(libdemo.so.1)\n"u8.ToArray());
        Refused([.. "\u007fELF"u8, 3, 1, .. new byte[100]]);
        Refused([.. "\u007fELF"u8, 2, 0, .. new byte[100]]);
    }

    [TestCase(0xffff, null, "65535 program headers")]
    [TestCase(2, 8, "of 8 bytes")]
    [TestCase(2, 0, "of 0 bytes")]
    [TestCase(1000, 0xffff, "of 65535 bytes")]
    public void Program_headers_that_no_object_has_are_refused(int count, int? size, string what) =>
        Refused(new RawElf { SegmentCount = count, SegmentSize = size }.ToBytes(), what);

    [TestCase(long.MaxValue)]
    [TestCase(-1)]
    [TestCase(1L << 40)]
    public void Offsets_beyond_the_end_are_refused(long value)
    {
        Refused(new RawElf { SegmentsOffset = value }.ToBytes(), "ends before");
        Refused(With(segment => segment.Type == 2 ? segment with { Offset = value } : segment), "ends before");
        Refused(With(segment => segment.Type == 2 ? segment with { Size = value } : segment), "no dynamic section");
        Refused(With(segment => segment.Type == 1 ? segment with { Offset = value } : segment));
        Refused(With(segment => segment.Type == 1 ? segment with { Address = value } : segment), "from no part");
        foreach (var tag in new[] { 1, 14 })
        {
            Refused(WithDynamic(tag, value), "outside its string table");
        }

        foreach (var tag in new[] { 5, 0x6ffffffe })
        {
            Refused(WithDynamic(tag, value), "from no part");
        }
    }

    [Test]
    public void Sizes_beyond_the_segment_do_not_count() =>
        Assert.That(Read(WithDynamic(10, long.MaxValue)).Needed, Has.Count.EqualTo(1));

    [Test]
    public void A_chain_of_versions_that_stands_still_is_refused() =>
        Refused(
            new RawElf
            {
                Versions = Demo().Versions,
                NextVersion = 0,
                VersionCount = 9,
            }.ToBytes(),
            "fewer"
        );

    [Test]
    public void A_chain_of_versions_that_leaves_its_place_is_refused() =>
        Refused(
            new RawElf
            {
                Versions = Demo().Versions,
                NextVersion = 1 << 20,
                VersionCount = 9,
            }.ToBytes(),
            "beyond"
        );

    [Test]
    public void Endless_names_are_refused()
    {
        Refused(new RawElf { Needed = [new string('a', 2000)] }.ToBytes(), "longer than 1024");
        Refused(
            new RawElf { Needed = [.. Enumerable.Range(0, 5000).Select(number => $"lib{number}.so")] }.ToBytes(),
            "more than 4096"
        );
    }

    [Test]
    public void A_name_that_could_steer_a_terminal_is_refused() =>
        Refused(new RawElf { Needed = ["lib\u001b[2J.so"] }.ToBytes(), "control character");

    [Test]
    public void Names_without_a_string_table_are_refused() => Refused(WithDynamic(5, 0, newTag: 99), "no string table");

    [Test, CancelAfter(600_000)]
    public void A_mutated_object_gives_a_result_or_an_error()
    {
        var random = new Random(Seed);
        byte[][] seeds =
        [
            Demo().ToBytes(),
            new RawElf
            {
                Is64Bit = false,
                Needed = ["libc.so.6"],
                Versions = Demo().Versions,
            }.ToBytes(),
            new RawElf
            {
                IsLittleEndian = false,
                Needed = ["libc.so.6"],
                StringsLast = true,
            }.ToBytes(),
        ];
        for (var i = 0; i < Mutation.Count; i++)
        {
            var bytes = Mutation.Of(seeds[random.Next(seeds.Length)], random, tail: 200);
            try
            {
                Read(bytes);
            }
            catch (InvalidElfException)
            {
                // The usual outcome; anything else fails the test.
            }
            catch (Exception error)
            {
                throw new AssertionException($"mutation {i} of seed {Seed}, {Convert.ToHexString(bytes)}: {error}");
            }
        }
    }

    private static RawElf Demo() =>
        new()
        {
            Soname = "libdemo.so",
            Needed = ["libc.so.6"],
            Versions = [("libc.so.6", ["GLIBC_2.2.5", "GLIBC_2.34"]), ("libm.so.6", ["GLIBC_2.29"])],
            StringsLast = true,
        };

    private static byte[] With(
        Func<
            (uint Type, long Offset, long Address, long Size),
            (uint Type, long Offset, long Address, long Size)
        > segment
    ) => new RawElf { Needed = ["libc.so.6"], Segment = segment }.ToBytes();

    private static byte[] WithDynamic(int tag, long value, int? newTag = null) =>
        new RawElf
        {
            Soname = "libdemo.so",
            Needed = ["libc.so.6"],
            Versions = [("libc.so.6", ["GLIBC_2.2.5"])],
            Dynamic = entry => entry.Tag == tag ? (newTag ?? tag, value) : entry,
        }.ToBytes();

    private static ElfFile Read(byte[] bytes) => ElfFile.Read(() => new ForwardStream(bytes), "demo.so");

    private static void Refused(byte[] bytes, string what = "") =>
        Assert.That(Assert.Throws<InvalidElfException>(() => Read(bytes))!.What, Does.Contain(what));
}
