using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>A wheel that must not be trusted, the error that says so, and who meets it.</summary>
/// <param name="What">The fault.</param>
/// <param name="Error">The error of whoever reads what is wrong.</param>
/// <param name="Member">The member that the error names, by the end of its name; null where the whole archive is at fault.</param>
/// <param name="Part">What must be read to meet the fault.</param>
/// <param name="Bytes">The file.</param>
internal sealed record HostileWheel(string What, Type Error, string? Member, HostilePart Part, byte[] Bytes)
{
    public const string FileName = "demo-1.0+x-py3-none-any.whl";
    private const string Module = "demo/__init__.py";
    private const string Info = "demo-1.0+x.dist-info/";

    /// <summary>Every case of which the standards or other readers' mistakes are known.</summary>
    public static IEnumerable<HostileWheel> All() =>
        [.. Names(), .. Structures(), .. Headers(), .. Contents(), .. Links(), .. Layouts(), .. Documents()];

    public override string ToString() => What;

    private static TestWheel Good() => TestWheel.Of("demo", "1.0+x");

    private static IEnumerable<HostileWheel> Names()
    {
        yield return Name("parent folder", "../evil.py");
        yield return Name("parent folder inside", "demo/../../evil.py");
        yield return Name("absolute path", "/etc/evil");
        yield return Name("drive letter", "C:/evil.py");
        yield return Name("drive letter without slash", "c:evil.py");
        yield return Name("backslash", "demo\\..\\evil.py");
        yield return Name("NUL", "demo/evil.py\0.txt");
        yield return Name("line end", "demo/evil\n.py");
        yield return Name("empty part", "demo//evil.py");
        yield return Name("endless name", new string('a', 60_000));
        yield return Name("endless depth", string.Join('/', Enumerable.Repeat("a", 100)));
        yield return Name("duplicate name", "demo/__init__.py");
        yield return Name("name that differs in case", "demo/__INIT__.py");
        yield return Name("file that is a folder", "demo/__init__.py/evil.py");
        yield return Name("metadata that differs in case", Info + "metadata");
        yield return Opening<UnsafeMemberException>(
            "name that is not UTF-8",
            null,
            [.. Good().Members(), new RawMember("x", "") { NameBytes = [0xff], Flags = RawMember.IsUtf8 }]
        );
    }

    private static IEnumerable<HostileWheel> Structures()
    {
        var second = new RawZip().ToBytes(new RawMember("evil.py", "evil"));
        yield return Archive("empty file", []);
        yield return Archive("cut off", new RawZip().ToBytes(Good().Members())[..^30]);
        yield return Archive("byte after the end", new RawZip { Suffix = [0] }.ToBytes(Good().Members()));
        yield return Archive("archive after the end", new RawZip { Suffix = second }.ToBytes(Good().Members()));
        yield return Archive("archive in the comment", new RawZip { Comment = second }.ToBytes(Good().Members()));
        yield return Archive("bytes before", new RawZip { Prefix = [1] }.ToBytes(Good().Members()));
        yield return Archive("fewer members than are there", new RawZip { Count = 3 }.ToBytes(Good().Members()));
        yield return Archive("more members than are there", new RawZip { Count = 0xfffe }.ToBytes(Good().Members()));
        yield return Archive(
            "offset beyond the file",
            new RawZip { DirectoryOffset = 0xfffffffe }.ToBytes(Good().Members())
        );
        yield return Archive(
            "size beyond the file",
            new RawZip { DirectorySize = 0xfffffffe }.ToBytes(Good().Members())
        );
        yield return Archive("zip64 count", Zip64(count: 1L << 40));
        yield return Archive("zip64 count below zero", Zip64(count: long.MinValue));
        yield return Archive("zip64 size", Zip64(size: 1L << 40));
        yield return Archive("zip64 offset", Zip64(offset: 1));
        yield return Archive("zip64 locator", Zip64(record: -4));
        yield return OfModule<DamagedArchiveException>(
            "zip64 size of a member beyond the file",
            HostilePart.Directory,
            member =>
                member with
                {
                    Size = 0xffffffff,
                    CompressedSize = 0xffffffff,
                    CentralExtra =
                    [
                        1,
                        0,
                        16,
                        0,
                        .. BitConverter.GetBytes(1L << 60),
                        .. BitConverter.GetBytes(1L << 60),
                    ],
                }
        );
        yield return OfModule<DamagedArchiveException>(
            "zip64 field that is not there",
            HostilePart.Directory,
            member => member with { Size = 0xffffffff }
        );
        yield return OfModule<DamagedArchiveException>(
            "overlapping members",
            HostilePart.Directory,
            member => member with { CompressedSize = 80, Size = 80 }
        );
        yield return Changed<DamagedArchiveException>(
            "two members in one place",
            "WHEEL",
            HostilePart.Directory,
            member => member with { Offset = 0 },
            isNamed: false
        );
        yield return OfModule<DamagedArchiveException>(
            "offset beyond the directory",
            HostilePart.Directory,
            member => member with { Offset = 0x7fffffff },
            isNamed: false
        );
        foreach (var flag in (int[])[1, 1 << 6, 1 << 13])
        {
            yield return OfModule<UnsupportedArchiveException>(
                $"encrypted by flag {flag}",
                HostilePart.Directory,
                member => member with { Flags = (ushort)flag }
            );
        }

        yield return OfModule<UnsupportedArchiveException>(
            "compressed by LZMA",
            HostilePart.Directory,
            member => member with { Method = 14 }
        );
        yield return OfModule<DamagedArchiveException>(
            "size that cannot be inflated to",
            HostilePart.Directory,
            member => member with { Size = 1 << 30 }
        );
    }

    private static IEnumerable<HostileWheel> Headers()
    {
        yield return Header("another local name", member => member with { LocalName = "demo/__evil__.py" });
        yield return Header("another local method", member => member with { LocalMethod = RawMember.Stored });
        yield return Header("another local CRC", member => member with { LocalCrc = 1 });
        yield return Header("another local size", member => member with { LocalSize = 1 });
        yield return Header("another local compressed size", member => member with { LocalCompressedSize = 1 });
        yield return Header("encrypted by the local header alone", member => member with { LocalFlags = 1 });
        yield return Header("a descriptor by the local header alone", member => member with { LocalFlags = 8 });
        yield return Header("broken local extra fields", member => member with { LocalExtra = [1, 0, 9, 0, 1] });
        yield return Header(
            "local zip64 field unasked for",
            member => member with { LocalExtra = [1, 0, 8, 0, .. new byte[8]] }
        );
        yield return Header(
            "a descriptor that disagrees",
            member =>
                member with
                {
                    Flags = RawMember.HasDescriptor,
                    LocalCrc = 0,
                    LocalSize = 0,
                    LocalCompressedSize = 0,
                    Descriptor = new byte[16],
                }
        );
        yield return Header(
            "extra fields that push the bytes into the next member",
            member =>
                member with
                {
                    LocalExtra = [9, 9, 4, 0, 1, 2, 3, 4],
                    CompressedSize = (uint)member.Compressed.Length + 8,
                }
        );
    }

    private static IEnumerable<HostileWheel> Contents()
    {
        yield return Content("wrong CRC", member => member with { Crc = 1 });
        yield return Content("inflates to more", member => member with { Size = (uint)member.Content.Length - 1 });
        yield return Content("inflates to less", member => member with { Size = (uint)member.Content.Length + 1 });
        yield return Content(
            "no deflate stream",
            member => member with { Compressed = [0xff, .. member.Compressed[1..]] }
        );
        yield return Content("deflate stream cut off", member => member with { Compressed = member.Compressed[..^3] });
        foreach (var name in (string[])["METADATA", "RECORD"])
        {
            var part = name == "METADATA" ? HostilePart.Metadata : HostilePart.Record;
            yield return Changed<DamagedMemberException>(
                $"{name} of a wrong CRC",
                name,
                part,
                member => member with { Crc = 1 }
            );
            yield return Changed<DamagedMemberException>(
                $"{name} that inflates to more",
                name,
                part,
                member => member with { Compressed = new RawMember("", new byte[64 << 20]).Compressed }
            );
            yield return Changed<OversizedMemberException>(
                $"{name} of a gigabyte",
                name,
                part,
                member => member with { Size = 1 << 30, Compressed = new byte[2 << 20], CompressedSize = 2 << 20 }
            );
        }
    }

    private static IEnumerable<HostileWheel> Links()
    {
        string[] targets =
        [
            "/etc/passwd",
            "../../etc/passwd",
            "../..",
            "a/../../..",
            "",
            "C:\\evil",
            "a\0",
            new string('a', 5000),
        ];
        foreach (var target in targets)
        {
            var link = new RawMember("demo/link", target) { UnixMode = 0xa1ff, Method = RawMember.Stored };
            yield return new HostileWheel(
                $"link to '{MemberNames.Shown(target)}'",
                target.Length > 4096 ? typeof(OversizedMemberException) : typeof(UnsafeMemberException),
                link.Name,
                HostilePart.Links,
                new RawZip().ToBytes(Good().Add(link).Members())
            );
        }

        yield return Opening<UnsafeMemberException>(
            "link as a folder",
            "demo/link/passwd",
            Good()
                .Add(new RawMember("demo/link", "/etc") { UnixMode = 0xa1ff })
                .Add("demo/link/passwd", "evil")
                .Members()
        );
    }

    private static IEnumerable<HostileWheel> Layouts()
    {
        yield return Opening<InvalidWheelLayoutException>(
            "two dist-info folders",
            null,
            Good().Add("demo-1.1.dist-info/METADATA", "").Members()
        );
        yield return Opening<InvalidWheelLayoutException>("no member", null, []);
        foreach (var name in (string[])["METADATA", "WHEEL", "RECORD"])
        {
            yield return Opening<InvalidWheelLayoutException>(
                $"no {name}",
                name,
                [.. Good().Members().Where(member => !member.Name.EndsWith(name, StringComparison.Ordinal))]
            );
        }

        yield return Opening<InconsistentWheelException>(
            "dist-info folder of another wheel",
            "other-1.0+x.dist-info",
            new TestWheel("demo", "1.0+x") { DistInfo = "other-1.0+x.dist-info" }.Members(),
            HostilePart.Metadata
        );
    }

    private static IEnumerable<HostileWheel> Documents()
    {
        yield return Metadata<InvalidCoreMetadataException>(
            "METADATA without a name",
            "Metadata-Version: 2.1\nVersion: 1.0+x\n"
        );
        yield return Metadata<InvalidCoreMetadataException>(
            "METADATA of two versions",
            "Metadata-Version: 2.1\nName: demo\nVersion: 1.0+x\nVersion: 1.0+x\n"
        );
        yield return Metadata<InconsistentWheelException>(
            "METADATA of another version",
            "Metadata-Version: 2.1\nName: demo\nVersion: 2.0\n"
        );
        yield return Metadata<InvalidCoreMetadataException>(
            "METADATA of endless headers",
            Head + string.Concat(Enumerable.Repeat("A:\n", 5_000_000))
        );
        yield return Metadata<InvalidCoreMetadataException>(
            "METADATA of endless brackets",
            $"{Head}Requires-Dist: a; {new string('(', 1 << 20)}\n"
        );
        yield return Metadata<InvalidCoreMetadataException>(
            "METADATA of an endless number",
            $"{Head}Requires-Dist: a=={new string('9', 1 << 20)}\n"
        );
        yield return Metadata<InvalidCoreMetadataException>(
            "METADATA of endless faults",
            Head + string.Concat(Enumerable.Repeat("?\n", 5_000_000))
        );
        yield return Record("RECORD that is not UTF-8", [.. "demo/__init__.py,,\n"u8, 0xff, 0xfe]);
        yield return Record("RECORD without commas", "demo/__init__.py\n"u8.ToArray());
        yield return Record("RECORD of an endless quote", "\"demo"u8.ToArray());
        yield return Record("RECORD with a row twice", "a,,\na,,\n"u8.ToArray());
        yield return Record("RECORD with a size below zero", "a,,-1\n"u8.ToArray());
        yield return new HostileWheel(
            "RECORD that does not name a member",
            typeof(InvalidWheelLayoutException),
            "RECORD",
            HostilePart.Record,
            new RawZip().ToBytes(
                new TestWheel("demo", "1.0+x") { Record = "" }
                    .Add(Module, "")
                    .Members()
            )
        );
        yield return new HostileWheel(
            "RECORD of endless rows",
            typeof(OversizedMemberException),
            "RECORD",
            HostilePart.Record,
            With(
                "RECORD",
                member => new RawMember(
                    member.Name,
                    string.Concat(Enumerable.Range(0, 2_000_000).Select(i => $"{i},,\n"))
                )
            )
        );
    }

    private const string Head = "Metadata-Version: 2.1\nName: demo\nVersion: 1.0+x\n";

    private static HostileWheel Name(string what, string name) =>
        Opening<UnsafeMemberException>($"{what} in a name", name, Good().Add(name, "evil").Members());

    private static HostileWheel Archive(string what, byte[] bytes) =>
        new(what, typeof(DamagedArchiveException), null, HostilePart.Directory, bytes);

    private static HostileWheel Opening<T>(
        string what,
        string? member,
        IReadOnlyList<RawMember> members,
        HostilePart part = HostilePart.Directory
    ) => new(what, typeof(T), member, part, new RawZip().ToBytes(members));

    private static HostileWheel Header(string what, Func<RawMember, RawMember> change) =>
        OfModule<DamagedArchiveException>(what, HostilePart.LocalHeader, change);

    private static HostileWheel Content(string what, Func<RawMember, RawMember> change) =>
        OfModule<DamagedMemberException>(what, HostilePart.Content, change);

    private static HostileWheel OfModule<T>(
        string what,
        HostilePart part,
        Func<RawMember, RawMember> change,
        bool isNamed = true
    ) => Changed<T>(what, Module, part, change, isNamed);

    private static HostileWheel Changed<T>(
        string what,
        string ending,
        HostilePart part,
        Func<RawMember, RawMember> change,
        bool isNamed = true
    ) => new(what, typeof(T), isNamed ? ending : null, part, With(ending, change));

    private static HostileWheel Metadata<T>(string what, string text) =>
        new(what, typeof(T), "METADATA", HostilePart.Metadata, new RawZip().ToBytes(Good().Metadata(text).Members()));

    private static HostileWheel Record(string what, byte[] bytes) =>
        new(
            what,
            typeof(InvalidRecordException),
            "RECORD",
            HostilePart.Record,
            With("RECORD", member => new RawMember(member.Name, bytes))
        );

    private static byte[] With(string ending, Func<RawMember, RawMember> change) =>
        new RawZip().ToBytes([
            .. Good()
                .Members()
                .Select(member => member.Name.EndsWith(ending, StringComparison.Ordinal) ? change(member) : member),
        ]);

    private static byte[] Zip64(long offset = 0, long size = 0, long count = 0, long record = 0) =>
        new RawZip
        {
            Zip64 = at =>
                RawZip.Zip64End(
                    at.Offset + offset,
                    at.Size + size,
                    unchecked(at.Count + count),
                    at.Offset + at.Size + record
                ),
            Count = 0xffff,
            DirectoryOffset = 0xffffffff,
            DirectorySize = 0xffffffff,
        }.ToBytes(Good().Members());
}
