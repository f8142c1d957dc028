using System.Text;
using Wheelhouse.Inspection;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Inspection;

/// <summary>Hostile and careless archives: each fault is a finding that names the member and carries the typed error.</summary>
public sealed class InspectedArchives : TestFolder
{
    private const string Module = "demo/__init__.py";

    private static readonly TestWheel demo = TestWheel.Of("demo", "1.0");

    [TestCase("../evil.py")]
    [TestCase("/etc/passwd")]
    [TestCase("demo\\evil.py")]
    [TestCase("demo/evil.py\0.txt")]
    [TestCase(Module)]
    [TestCase("demo/__INIT__.py")]
    public void Names_that_leave_their_folder_or_meet_are_found(string name) =>
        Found<UnsafeMemberException>(TestWheel.Of("demo", "1.0").Add(name, "evil").Write(Folder), name);

    [Test]
    public void An_archive_cut_off_anywhere_is_found()
    {
        var bytes = new RawZip().ToBytes(demo.Members());
        for (var length = 0; length < bytes.Length; length += 7)
        {
            Found<DamagedArchiveException>(demo.Write(Folder, bytes[..length]), null);
        }
    }

    [Test]
    public void Bytes_around_the_archive_are_found()
    {
        Found<DamagedArchiveException>(Zip(new RawZip { Suffix = [0] }), null);
        Found<DamagedArchiveException>(Zip(new RawZip { Prefix = [0] }), null);
    }

    [Test]
    public void Members_that_share_bytes_are_found() =>
        Found<DamagedArchiveException>(
            demo.WriteWith(Folder, "METADATA", member => member with { Offset = 0 }),
            Module
        );

    [Test]
    public void An_encrypted_member_is_found() =>
        Found<UnsupportedArchiveException>(With(member => member with { Flags = 1 }), Module);

    [Test]
    public void A_member_in_another_way_than_its_local_header_says_is_found_though_nobody_reads_it()
    {
        Found<DamagedArchiveException>(With(member => member with { LocalName = "demo/__evil__.py" }), Module);
        Found<DamagedArchiveException>(With(member => member with { LocalCrc = 1 }), Module);
        Found<DamagedArchiveException>(With(member => member with { LocalSize = 1 }), Module);
        Found<DamagedArchiveException>(With(member => member with { LocalMethod = RawMember.Stored }), Module);
    }

    [Test]
    public void A_wrong_CRC_or_size_is_found_when_all_is_read()
    {
        var size = (uint)demo.Members()[0].Content.Length;
        Found<DamagedMemberException>(With(member => member with { Crc = 1 }), Module, isFull: true);
        Found<DamagedMemberException>(With(member => member with { Size = size + 1 }), Module, isFull: true);
        Found<DamagedMemberException>(With(member => member with { Size = size - 1 }), Module, isFull: true);
        Found<DamagedMemberException>(
            With(member => member with { Compressed = [0xff, .. member.Compressed[1..]] }),
            Module,
            isFull: true
        );
    }

    [Test]
    public void Metadata_of_a_gigabyte_is_found_unread()
    {
        var zeros = new RawMember("zeros", new byte[2 << 20]).Compressed;
        foreach (var name in new[] { "METADATA", "WHEEL", "RECORD" })
        {
            var path = demo.WriteWith(
                Folder,
                name,
                member =>
                    member with
                    {
                        Size = 1 << 30,
                        CompressedSize = 2 << 20,
                        Compressed = [.. zeros, .. new byte[(2 << 20) - zeros.Length]],
                    }
            );
            var before = GC.GetTotalAllocatedBytes();
            Found<OversizedMemberException>(path, $"demo-1.0.dist-info/{name}");
            Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(8 << 20));
        }
    }

    [Test]
    public void All_that_is_wrong_is_told_at_once()
    {
        var members = demo.Members()
            .Select(member =>
                member.Name switch
                {
                    Module => member with { LocalCrc = 1 },
                    "demo-1.0.dist-info/WHEEL" => new RawMember(member.Name, "Wheel-Version: 3.0\n"),
                    "demo-1.0.dist-info/METADATA" => new RawMember(member.Name, "Name: other\n"),
                    _ => member,
                }
            );
        var kinds = Inspect(demo.Write(Folder, new RawZip().ToBytes([.. members])), isFull: true)
            .Findings.Select(finding => finding.Kind);
        Assert.That(
            kinds,
            Is.SupersetOf([
                FindingKind.Archive,
                FindingKind.WheelHeader,
                FindingKind.Tags,
                FindingKind.Metadata,
                FindingKind.RecordSize,
                FindingKind.RecordHash,
            ])
        );
    }

    [TestCase(12, true)]
    [TestCase(16, true)]
    [TestCase(20, true)]
    [TestCase(24, true)]
    public void A_descriptor_of_each_form_is_read_and_warned_of(int length, bool isFull)
    {
        var path = With(member => Described(member, length, []));
        var findings = Inspect(path, isFull).Findings;
        Assert.That(
            findings.Select(finding => (finding.Severity, finding.Kind)),
            Is.EqualTo(new[] { (FindingSeverity.Warning, FindingKind.DataDescriptor) })
        );
    }

    [TestCase(0)]
    [TestCase(16)]
    public void Bytes_between_members_are_found(int descriptor)
    {
        var path = With(member => Described(member, descriptor, Encoding.ASCII.GetBytes("hidden")));
        var finding = Inspect(path).Findings.Single(one => one.Kind == FindingKind.UnnamedBytes);
        Assert.That(finding.Severity, Is.EqualTo(FindingSeverity.Error));
        Assert.That(finding.Member, Is.EqualTo(Module));
        Assert.That(finding.What, Does.StartWith("6 bytes"));
    }

    [Test]
    public void A_symbolic_link_is_found()
    {
        var wheel = TestWheel.Of("demo", "1.0").Add(new RawMember("demo/lib.so", "lib.so.1") { UnixMode = 0xa1ff });
        var finding = Inspect(wheel.Write(Folder)).Findings.Single();
        Assert.That((finding.Kind, finding.Member), Is.EqualTo((FindingKind.SymbolicLink, "demo/lib.so")));
    }

    private static WheelInspection Inspect(string path, bool isFull = false) =>
        WheelInspector.Inspect(path, new WheelInspectionOptions { IsFull = isFull });

    private static void Found<T>(string path, string? member, bool isFull = false)
        where T : WheelArchiveException
    {
        var inspection = Inspect(path, isFull);
        var finding = inspection.Findings.FirstOrDefault(one => one.Error is T);
        Assert.That(finding, Is.Not.Null, string.Join('\n', inspection.Findings));
        Assert.That(finding!.Member, Is.EqualTo(member));
        Assert.That(finding.Error!.Where, Does.Contain(path));
        Assert.That(finding.ToString(), Does.Not.Contain('\0'));
        Assert.That(inspection.HasErrors);
    }

    private static RawMember Described(RawMember member, int length, byte[] more)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        if (length is 16 or 24)
        {
            writer.Write(0x08074b50u);
        }

        if (length > 0)
        {
            writer.Write(member.TrueCrc);
            foreach (var size in new[] { member.Compressed.Length, member.Content.Length })
            {
                writer.Write((uint)size);
                writer.Write(length is 20 or 24 ? new byte[4] : []);
            }
        }

        writer.Write(more);
        return member with { Flags = length > 0 ? RawMember.HasDescriptor : (ushort)0, Descriptor = bytes.ToArray() };
    }

    private string With(Func<RawMember, RawMember> change) => demo.WriteWith(Folder, Module, change);

    private string Zip(RawZip zip) => demo.Write(Folder, zip.ToBytes(demo.Members()));
}
