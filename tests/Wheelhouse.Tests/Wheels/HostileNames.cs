using System.Buffers.Binary;
using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class HostileNames : TestFolder
{
    [TestCase("../evil.py", "'..'")]
    [TestCase("demo/../../evil.py", "'..'")]
    [TestCase("demo/..", "'..'")]
    [TestCase("./demo/evil.py", "'.'")]
    [TestCase("demo//evil.py", "empty part")]
    [TestCase("/etc/passwd", "absolute")]
    [TestCase("C:/evil.py", "absolute")]
    [TestCase("c:evil.py", "absolute")]
    [TestCase("demo\\evil.py", "backslash")]
    [TestCase("demo/evil.py\0.txt", "control character")]
    [TestCase("demo/evil\n.py", "control character")]
    [TestCase("", "is empty")]
    [TestCase("/", "absolute")]
    public void A_name_that_leaves_its_folder_is_refused(string name, string what)
    {
        var error = Refused<UnsafeMemberException>(TestWheel.Of("demo", "1.0").Add(name, "evil"));
        Assert.That(error.Member, Is.EqualTo(name));
        Assert.That(error.Message, Does.Contain(what).And.Not.Contains('\0'));
    }

    [TestCase("demo/a.py", "demo/a.py", "comes twice")]
    [TestCase("demo/a.py", "demo/A.py", "meets 'demo/a.py'")]
    [TestCase("demo/stra\u00dfe.py", "DEMO/STRA\u00dfE.py", "meets")]
    [TestCase("demo/a", "demo/a/b.py", "the file 'demo/a'")]
    [TestCase("demo/a/b.py", "demo/A", "the file 'demo/A'")]
    [TestCase("demo/a", "demo/a/", "meets")]
    public void Two_members_that_meet_on_a_disk_are_refused(string first, string second, string what)
    {
        var wheel = TestWheel
            .Of("demo", "1.0")
            .Add(first, "")
            .Add(new RawMember(second, "") { Method = RawMember.Stored });
        Assert.That(Refused<UnsafeMemberException>(wheel).Message, Does.Contain(what));
    }

    [Test]
    public void A_link_cannot_be_the_folder_of_another_member()
    {
        var wheel = TestWheel
            .Of("demo", "1.0")
            .Add(new RawMember("demo/link", "/etc") { UnixMode = 0xa1ff })
            .Add("demo/link/passwd", "evil");
        Assert.That(Refused<UnsafeMemberException>(wheel).Member, Is.EqualTo("demo/link/passwd"));
    }

    [Test]
    public void A_folder_may_have_an_entry_and_members()
    {
        var wheel = TestWheel.Of("demo", "1.0").Add(new RawMember("demo/", "") { Method = RawMember.Stored });
        using var archive = WheelArchive.Open(wheel.Write(Folder));
        Assert.That(archive.Find("demo/")!.IsDirectory, Is.True);
    }

    [Test]
    public void A_folder_with_bytes_is_refused() =>
        Refused<DamagedArchiveException>(TestWheel.Of("demo", "1.0").Add("demo/sub/", "bytes"));

    [Test]
    public void A_name_that_is_not_utf8_is_refused() =>
        Refused<UnsafeMemberException>(
            TestWheel
                .Of("demo", "1.0")
                .Add(new RawMember("demo/x", "") { NameBytes = [0xff, 0xfe], Flags = RawMember.IsUtf8 })
        );

    [Test]
    public void A_name_beyond_ascii_must_be_marked_as_utf8() =>
        Refused<UnsafeMemberException>(
            TestWheel.Of("demo", "1.0").Add(new RawMember("demo/d\u00e9j\u00e0.py", "") { Flags = 0 })
        );

    [Test]
    public void A_name_beyond_ascii_is_read()
    {
        using var archive = WheelArchive.Open(
            TestWheel.Of("demo", "1.0").Add("demo/d\u00e9j\u00e0.py", "").Write(Folder)
        );
        Assert.That(archive.Find("demo/d\u00e9j\u00e0.py"), Is.Not.Null);
    }

    [Test]
    public void A_second_name_in_an_extra_field_is_refused()
    {
        var name = Encoding.UTF8.GetBytes("../evil.py");
        var extra = new byte[9 + name.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(extra, 0x7075);
        BinaryPrimitives.WriteUInt16LittleEndian(extra.AsSpan(2), (ushort)(5 + name.Length));
        name.CopyTo(extra.AsSpan(9));
        Refused<UnsafeMemberException>(
            TestWheel.Of("demo", "1.0").Add(new RawMember("demo/x.py", "") { CentralExtra = extra })
        );
    }

    [Test]
    public void Endless_names_are_refused_quickly()
    {
        Refused<UnsafeMemberException>(TestWheel.Of("demo", "1.0").Add(new string('a', 60_000), ""));
        Refused<UnsafeMemberException>(
            TestWheel.Of("demo", "1.0").Add(string.Join('/', Enumerable.Repeat("a", 100)), "")
        );
    }

    [Test]
    public void No_dist_info_folder_is_refused()
    {
        var bytes = new RawZip().ToBytes(new RawMember("demo/__init__.py", ""));
        Assert.That(
            Refused<InvalidWheelLayoutException>(new TestWheel("demo", "1.0"), bytes).Message,
            Does.Contain("no *.dist-info")
        );
    }

    [Test]
    public void An_empty_archive_is_no_wheel() =>
        Refused<InvalidWheelLayoutException>(new TestWheel("demo", "1.0"), new RawZip().ToBytes());

    [Test]
    public void Two_dist_info_folders_are_refused()
    {
        var error = Refused<InvalidWheelLayoutException>(
            TestWheel.Of("demo", "1.0").Add("demo-1.1.dist-info/METADATA", "Name: demo")
        );
        Assert.That(error.Message, Does.Contain("demo-1.0.dist-info").And.Contains("demo-1.1.dist-info"));
    }

    [TestCase("METADATA")]
    [TestCase("WHEEL")]
    [TestCase("RECORD")]
    public void A_wheel_without_one_of_its_files_is_refused(string name)
    {
        var wheel = TestWheel.Of("demo", "1.0");
        var members = wheel.Members().Where(member => !member.Name.EndsWith(name, StringComparison.Ordinal));
        var error = Refused<InvalidWheelLayoutException>(wheel, new RawZip().ToBytes([.. members]));
        Assert.That(error.Member, Is.EqualTo($"demo-1.0.dist-info/{name}"));
    }

    private T Refused<T>(TestWheel wheel, byte[]? bytes = null)
        where T : WheelArchiveException
    {
        var path = wheel.Write(Folder, bytes ?? new RawZip().ToBytes(wheel.Members()));
        var error = Assert.Throws<T>(() => WheelArchive.Open(path).Dispose());
        Assert.That(error!.Message, Does.Contain(path));
        return error;
    }
}
