using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class HostileArchives : TestFolder
{
    private const string Module = "demo/__init__.py";

    private static readonly TestWheel demo = TestWheel.Of("demo", "1.0");

    [Test]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var bytes = new RawZip().ToBytes(demo.Members());
        for (var length = 0; length < bytes.Length; length++)
        {
            Refused<DamagedArchiveException>(bytes[..length]);
        }
    }

    [Test]
    public void Bytes_after_the_end_record_are_refused() =>
        Assert.That(
            Refused<DamagedArchiveException>(new RawZip { Suffix = [0] }.ToBytes(demo.Members())).Message,
            Does.Contain("bytes follow the end record")
        );

    [Test]
    public void Bytes_before_the_first_member_are_refused() =>
        Assert.That(
            Refused<DamagedArchiveException>(
                new RawZip { Prefix = Encoding.UTF8.GetBytes("#!/bin/sh\n") }.ToBytes(demo.Members())
            ).Message,
            Does.Contain("before the first member")
        );

    [Test]
    public void A_second_archive_in_the_comment_is_refused()
    {
        var second = new RawZip().ToBytes(new RawMember("evil.py", "evil"));
        Refused<DamagedArchiveException>(new RawZip { Comment = second }.ToBytes(demo.Members()));
    }

    [Test]
    public void A_second_archive_behind_the_first_is_refused()
    {
        var second = new RawZip().ToBytes(new RawMember("evil.py", "evil"));
        Refused<DamagedArchiveException>(new RawZip { Suffix = second }.ToBytes(demo.Members()));
    }

    [TestCase(0, null, null)]
    [TestCase(3, null, null)]
    [TestCase(5, null, null)]
    [TestCase(0xffff, null, null)]
    [TestCase(null, 0, null)]
    [TestCase(null, 0xfffffffeL, null)]
    [TestCase(null, 0xffffffffL, null)]
    [TestCase(null, null, 1)]
    [TestCase(null, null, 0xfffffff0L)]
    [TestCase(null, null, 0xffffffffL)]
    public void An_end_record_that_lies_is_refused(int? count, long? offset, long? size) =>
        Refused<DamagedArchiveException>(
            new RawZip
            {
                Count = (ushort?)count,
                DirectoryOffset = (uint?)offset,
                DirectorySize = (uint?)size,
            }.ToBytes(demo.Members())
        );

    [TestCase(1, 0, 0, 0)]
    [TestCase(0, 1, 0, 0)]
    [TestCase(0, 0, 1, 0)]
    [TestCase(0, 0, 0, 1)]
    [TestCase(long.MaxValue, 0, 0, 0)]
    [TestCase(0, long.MaxValue, 0, 0)]
    [TestCase(0, 0, long.MaxValue, 0)]
    [TestCase(0, 0, 0, long.MaxValue)]
    [TestCase(long.MinValue, 0, 0, 0)]
    [TestCase(0, long.MinValue, 0, 0)]
    public void A_zip64_end_record_that_lies_is_refused(long offset, long size, long count, long record)
    {
        foreach (var isSaturated in (ReadOnlySpan<bool>)[true, false])
        {
            var zip = new RawZip
            {
                Zip64 = at =>
                    RawZip.Zip64End(
                        unchecked(at.Offset + offset),
                        unchecked(at.Size + size),
                        unchecked(at.Count + count),
                        unchecked(at.Offset + at.Size + record)
                    ),
                Count = isSaturated ? (ushort)0xffff : null,
                DirectoryOffset = isSaturated ? 0xffffffff : null,
                DirectorySize = isSaturated ? 0xffffffff : null,
            };
            Refused<DamagedArchiveException>(zip.ToBytes(demo.Members()));
        }
    }

    [TestCase(0, "none")]
    [TestCase(8, "fewer values")]
    [TestCase(24, "values that its header does not ask for")]
    public void A_zip64_field_that_does_not_fit_its_header_is_refused(int length, string what)
    {
        byte[] extra = length == 0 ? [] : [1, 0, (byte)length, 0, .. new byte[length]];
        var error = RefusedWith<DamagedArchiveException>(member =>
            member with
            {
                Size = 0xffffffff,
                CompressedSize = 0xffffffff,
                CentralExtra = extra,
            }
        );
        Assert.That(error.Message, Does.Contain(what).And.Contains(Module));
    }

    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    [TestCase(1L << 40)]
    public void Sizes_beyond_the_file_are_refused(long size)
    {
        var value = BitConverter.GetBytes(size);
        RefusedWith<DamagedArchiveException>(member =>
            member with
            {
                Size = 0xffffffff,
                CompressedSize = 0xffffffff,
                CentralExtra = [1, 0, 16, 0, .. value, .. value],
            }
        );
    }

    [TestCase(new byte[] { 1 })]
    [TestCase(new byte[] { 1, 0, 9, 0, 1 })]
    [TestCase(new byte[] { 1, 0, 0, 0, 1, 0, 0, 0 })]
    public void Broken_extra_fields_are_refused(byte[] extra)
    {
        RefusedWith<DamagedArchiveException>(member => member with { CentralExtra = extra });
        RefusedOnReading<DamagedArchiveException>(member => member with { LocalExtra = extra });
    }

    [Test]
    public void Members_that_share_bytes_are_refused()
    {
        var path = demo.WriteWith(Folder, "METADATA", member => member with { Offset = 0 });
        Refused<DamagedArchiveException>(File.ReadAllBytes(path));
        RefusedWith<DamagedArchiveException>(member => member with { CompressedSize = 60, Size = 60 });
    }

    [Test]
    public void A_local_header_that_reaches_into_the_next_member_is_refused() =>
        RefusedOnReading<DamagedArchiveException>(member =>
            member with
            {
                // The directory counts on a header without extra fields, and the bytes would end in the next member.
                LocalExtra = [9, 9, 4, 0, 1, 2, 3, 4],
                CompressedSize = (uint)member.Compressed.Length + 8,
                LocalCompressedSize = (uint)member.Compressed.Length + 8,
            }
        );

    [Test]
    public void An_offset_without_a_local_header_is_refused()
    {
        var wheel = TestWheel.Of("demo", "1.0").Add(new RawMember("demo/a", "aaaa") { Offset = 1 });
        Assert.Throws<DamagedArchiveException>(() => ReadAll(wheel.Write(Folder)));
    }

    [Test]
    public void A_local_header_that_disagrees_is_refused()
    {
        Disagrees("name", member => member with { LocalName = "demo/__evil__.py" });
        Disagrees("method", member => member with { LocalMethod = RawMember.Stored });
        Disagrees("CRC", member => member with { LocalCrc = 1 });
        Disagrees("size", member => member with { LocalSize = 1 });
        Disagrees("size in the archive", member => member with { LocalCompressedSize = 1 });
        Disagrees("size", member => member with { LocalSize = 0 });
        Disagrees("flags", member => member with { LocalFlags = RawMember.HasDescriptor });
        Disagrees("flags", member => member with { LocalFlags = 1 });
    }

    [Test]
    public void A_descriptor_that_disagrees_is_refused() =>
        RefusedOnReading<DamagedArchiveException>(member =>
            member with
            {
                Flags = RawMember.HasDescriptor,
                LocalCrc = 0,
                LocalSize = 0,
                LocalCompressedSize = 0,
                Descriptor = new byte[16],
            }
        );

    [TestCase(1)]
    [TestCase(1 << 6)]
    [TestCase(1 << 13)]
    public void An_encrypted_member_is_refused(int flag) =>
        Assert.That(
            RefusedWith<UnsupportedArchiveException>(member => member with { Flags = (ushort)flag }).Message,
            Does.Contain("encrypted").And.Contains(Module)
        );

    [TestCase(1)]
    [TestCase(9)]
    [TestCase(12)]
    [TestCase(14)]
    [TestCase(93)]
    [TestCase(99)]
    public void Another_compression_method_is_refused(int method) =>
        Assert.That(
            RefusedWith<UnsupportedArchiveException>(member => member with { Method = (ushort)method }).Message,
            Does.Contain($"method {method}").And.Contains(Module)
        );

    [Test]
    public void A_wrong_CRC_is_found_on_reading() =>
        Assert.That(
            RefusedOnReading<DamagedMemberException>(member => member with { Crc = 1 }).Message,
            Does.Contain("CRC")
        );

    [Test]
    public void A_wrong_size_is_found_on_reading()
    {
        var size = (uint)demo.Members()[0].Content.Length;
        RefusedOnReading<DamagedMemberException>(member => member with { Size = size - 1 });
        RefusedOnReading<DamagedMemberException>(member => member with { Size = size + 1 });
    }

    [Test]
    public void Bytes_that_are_no_deflate_stream_are_found_on_reading() =>
        RefusedOnReading<DamagedMemberException>(member =>
            member with
            {
                Compressed = [0xff, .. member.Compressed[1..]],
            }
        );

    [Test]
    public void A_stored_member_has_one_size() =>
        RefusedWith<DamagedArchiveException>(member => new RawMember(member.Name, member.Content)
        {
            Method = RawMember.Stored,
            Size = 1,
        });

    [Test]
    public void A_size_that_no_deflate_stream_reaches_is_refused() =>
        RefusedWith<DamagedArchiveException>(member => member with { Size = 1 << 30 });

    [Test]
    public void Metadata_of_a_gigabyte_is_refused_unread()
    {
        // A real stream of zeros, of which the first megabytes alone are there.
        var zeros = new RawMember("zeros", new byte[2 << 20]).Compressed;
        var path = demo.WriteWith(
            Folder,
            "METADATA",
            member =>
                member with
                {
                    Size = 1 << 30,
                    CompressedSize = 2 << 20,
                    Compressed = [.. zeros, .. new byte[(2 << 20) - zeros.Length]],
                }
        );
        var error = Assert.Throws<OversizedMemberException>(() => WheelFile.Read(path));
        Assert.That(error!.Member, Is.EqualTo("demo-1.0.dist-info/METADATA"));
    }

    [Test]
    public void Metadata_that_inflates_to_more_than_it_says_is_refused()
    {
        var path = demo.WriteWith(
            Folder,
            "METADATA",
            member => member with { Compressed = new RawMember("zeros", new byte[64 << 20]).Compressed }
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DamagedMemberException>(() => WheelFile.Read(path));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
    }

    private static void ReadAll(string path)
    {
        using var archive = WheelArchive.Open(path);
        foreach (var member in archive.Members)
        {
            archive.Read(member, 1 << 20);
        }
    }

    private void Disagrees(string what, Func<RawMember, RawMember> change) =>
        Assert.That(
            RefusedOnReading<DamagedArchiveException>(change).Message,
            Does.Contain($"disagree on its {what}\n").And.Contains(Module)
        );

    private T RefusedWith<T>(Func<RawMember, RawMember> change)
        where T : WheelArchiveException
    {
        var path = demo.WriteWith(Folder, Module, change);
        return Assert.Throws<T>(() => WheelArchive.Open(path).Dispose())!;
    }

    private T RefusedOnReading<T>(Func<RawMember, RawMember> change)
        where T : WheelArchiveException
    {
        var path = demo.WriteWith(Folder, Module, change);
        WheelArchive.Open(path).Dispose();
        return Assert.Throws<T>(() => ReadAll(path))!;
    }

    private T Refused<T>(byte[] bytes)
        where T : WheelArchiveException
    {
        var path = demo.Write(Folder, bytes);
        return Assert.Throws<T>(() => WheelArchive.Open(path).Dispose())!;
    }
}
