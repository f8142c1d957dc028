using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class WheelArchives : TestFolder
{
    [Test]
    public void Members_come_in_the_order_of_the_archive()
    {
        using var archive = WheelArchive.Open(TestWheel.Of("demo", "1.0").Write(Folder));
        Assert.That(
            archive.Members.Select(member => member.Name),
            Is.EqualTo([
                "demo/__init__.py",
                "demo-1.0.dist-info/METADATA",
                "demo-1.0.dist-info/WHEEL",
                "demo-1.0.dist-info/RECORD",
            ])
        );
    }

    [TestCase(RawMember.Stored)]
    [TestCase(RawMember.Deflated)]
    public void A_member_is_read_whole(int method)
    {
        var text = string.Concat(Enumerable.Range(0, 50_000));
        var wheel = TestWheel.Of("demo", "1.0").Add(new RawMember("demo/data", text) { Method = (ushort)method });
        using var archive = WheelArchive.Open(wheel.Write(Folder));
        var bytes = archive.Read(archive.Find("demo/data")!, 1 << 20);
        Assert.That(Encoding.UTF8.GetString(bytes), Is.EqualTo(text));
    }

    [Test]
    public void A_member_tells_its_mode_and_whether_it_is_a_link()
    {
        var wheel = TestWheel.Of("demo", "1.0").Add(new RawMember("demo/link", "__init__.py") { UnixMode = 0xa1ff });
        using var archive = WheelArchive.Open(wheel.Write(Folder));
        Assert.That(archive.Find("demo/link")!.IsSymbolicLink, Is.True);
        Assert.That(archive.Find("demo/__init__.py")!.UnixMode, Is.EqualTo(0x81a4));
        Assert.That(archive.Find("demo/__init__.py")!.IsSymbolicLink, Is.False);
    }

    [Test]
    public void A_short_comment_is_no_fault()
    {
        var wheel = TestWheel.Of("demo", "1.0");
        var bytes = new RawZip { Comment = Encoding.UTF8.GetBytes("built here") }.ToBytes(wheel.Members());
        using var archive = WheelArchive.Open(wheel.Write(Folder, bytes));
        Assert.That(archive.Members, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_member_with_a_descriptor_is_read(
        [Values] bool isSigned,
        [Values] bool isLong,
        [Values] bool isLocalZero
    )
    {
        var wheel = TestWheel.Of("demo", "1.0");
        var path = wheel.WriteWith(
            Folder,
            "__init__.py",
            member =>
                member with
                {
                    Flags = RawMember.HasDescriptor,
                    LocalCrc = isLocalZero ? 0 : null,
                    LocalSize = isLocalZero ? 0 : null,
                    LocalCompressedSize = isLocalZero ? 0 : null,
                    Descriptor = Descriptor(member, isSigned, isLong),
                }
        );
        using var archive = WheelArchive.Open(path);
        Assert.That(archive.Read(archive.Members[0], 1000), Has.Length.EqualTo(archive.Members[0].Size));
    }

    [Test]
    public void Zip64_records_are_read_where_they_are_not_needed()
    {
        var wheel = TestWheel.Of("demo", "1.0");
        var zip = new RawZip
        {
            Zip64 = at => RawZip.Zip64End(at.Offset, at.Size, at.Count, at.Offset + at.Size),
            Count = 0xffff,
            DirectoryOffset = 0xffffffff,
            DirectorySize = 0xffffffff,
        };
        using var archive = WheelArchive.Open(wheel.Write(Folder, zip.ToBytes(wheel.Members())));
        Assert.That(archive.Members, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_stream_ends_where_the_member_ends()
    {
        using var archive = WheelArchive.Open(TestWheel.Of("demo", "1.0").Write(Folder));
        using var stream = archive.OpenMember(archive.Members[0]);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.That(copy.Length, Is.EqualTo(archive.Members[0].Size));
    }

    [Test]
    public void A_file_that_is_not_there_is_an_input_error() =>
        Assert.Throws<FileNotFoundException>(() =>
            WheelArchive.Open(Path.Combine(Folder, "none-1.0-py3-none-any.whl"))
        );

    private static byte[] Descriptor(RawMember member, bool isSigned, bool isLong)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        if (isSigned)
        {
            writer.Write(0x08074b50u);
        }

        writer.Write(member.TrueCrc);
        if (isLong)
        {
            writer.Write((long)member.Compressed.Length);
            writer.Write((long)member.Content.Length);
        }
        else
        {
            writer.Write(member.Compressed.Length);
            writer.Write(member.Content.Length);
        }

        return bytes.ToArray();
    }
}
