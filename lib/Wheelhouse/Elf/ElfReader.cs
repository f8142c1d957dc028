using System.Text;

namespace Wheelhouse.Elf;

/// <summary>Reads one object from its header on; every count, offset and length is bounded before it is used.</summary>
internal sealed class ElfReader(ForwardBytes bytes, string where)
{
    /// <summary>Some hundred times what the largest libraries of ROCm have.</summary>
    private const int MostSegments = 1024;
    private const int LargestDynamic = 1 << 20;
    private const int LargestVersions = 256 << 10;
    private const int MostStrings = 4096;
    private const int LongestString = 1024;

    private const int NeededTag = 1;
    private const int StringsTag = 5;
    private const int StringsSizeTag = 10;
    private const int SonameTag = 14;
    private const int VersionsTag = 0x6ffffffe;
    private const int VersionCountTag = 0x6fffffff;

    private const int VersionEntryLength = 16;
    private const int WeakVersion = 2;

    private ElfFields fields;

    public static bool IsElf(ReadOnlySpan<byte> start) => start.StartsWith("\u007fELF"u8);

    public ElfFile Read()
    {
        var identity = bytes.ReadSome(0, 16);
        fields =
            IsElf(identity) && identity.Length == 16 && identity[4] is 1 or 2 && identity[5] is 1 or 2
                ? new ElfFields(identity[4] == 2, identity[5] == 1)
                : throw Invalid("it does not begin as an ELF object of 32 or 64 bits");
        var header = bytes.Read(16, (fields.Is64Bit ? 64 : 52) - 16);
        var dynamic = new List<(long Tag, long Value)>();
        var segments = ReadSegments(header);
        if (segments.FindIndex(segment => segment.Type == ElfSegment.Dynamic) is var index and >= 0)
        {
            ReadDynamic(segments[index], dynamic);
        }

        var needed = dynamic.Where(entry => entry.Tag == NeededTag).Select(entry => entry.Value).ToList();
        var soname = dynamic.Where(entry => entry.Tag == SonameTag).Select(entry => entry.Value).Take(1).ToList();
        var versions = ReadVersions(dynamic, segments);
        var text = ReadStrings(
            dynamic,
            segments,
            [.. needed, .. soname, .. versions.SelectMany(version => new[] { version.File, version.Name })]
        );
        return new ElfFile
        {
            Is64Bit = fields.Is64Bit,
            IsLittleEndian = fields.IsLittleEndian,
            MachineNumber = fields.UInt16(header, 2),
            Soname = soname.Select(place => text[place]).FirstOrDefault(),
            Needed = [.. needed.Select(place => text[place])],
            VersionNeeds =
            [
                .. versions.Select(version => new ElfVersionNeed(
                    text[version.File],
                    text[version.Name],
                    version.IsWeak
                )),
            ],
        };
    }

    /// <param name="header">The header without its first 16 bytes.</param>
    private List<ElfSegment> ReadSegments(byte[] header)
    {
        var offset = fields.Address(header, fields.Is64Bit ? 16 : 12);
        var sizes = header.AsSpan(fields.Is64Bit ? 38 : 26);
        var (size, count) = ((int)fields.UInt16(sizes, 0), (int)fields.UInt16(sizes, 2));
        var least = fields.Is64Bit ? 56 : 32;
        if (count == 0)
        {
            return [];
        }

        if (count > MostSegments || size < least || size > 4 * least)
        {
            throw Invalid($"no table of {count} program headers of {size} bytes is read");
        }

        var table = bytes.Read(offset, count * size);
        var segments = new List<ElfSegment>(count);
        for (var at = 0; at < table.Length; at += size)
        {
            var entry = table.AsSpan(at, size);
            segments.Add(
                fields.Is64Bit
                    ? new(
                        fields.UInt32(entry, 0),
                        fields.Address(entry, 8),
                        fields.Address(entry, 16),
                        fields.Address(entry, 32)
                    )
                    : new(
                        fields.UInt32(entry, 0),
                        fields.Address(entry, 4),
                        fields.Address(entry, 8),
                        fields.Address(entry, 16)
                    )
            );
        }

        return segments;
    }

    private void ReadDynamic(ElfSegment segment, List<(long Tag, long Value)> dynamic)
    {
        if (segment.Size > LargestDynamic)
        {
            throw Invalid($"no dynamic section of {segment.Size} bytes is read");
        }

        var table = bytes.Read(segment.Offset, (int)segment.Size);
        var size = fields.AddressSize;
        for (var at = 0; at + (2 * size) <= table.Length; at += 2 * size)
        {
            var tag = fields.Address(table, at);
            if (tag == 0)
            {
                break;
            }

            dynamic.Add((tag, fields.Address(table, at + size)));
        }
    }

    private List<(long File, long Name, bool IsWeak)> ReadVersions(
        List<(long Tag, long Value)> dynamic,
        List<ElfSegment> segments
    )
    {
        var versions = new List<(long, long, bool)>();
        if (!TryFind(dynamic, VersionsTag, out var address) || !TryFind(dynamic, VersionCountTag, out var count))
        {
            return versions;
        }

        var (offset, room) = Place(segments, address, "the versions needed");
        var table = bytes.ReadSome(offset, (int)Math.Min(room, LargestVersions));
        long at = 0;
        for (; count > 0; count--)
        {
            var entry = VersionEntry(table, at);
            var file = fields.UInt32(entry, 4);
            var place = at + fields.UInt32(entry, 8);
            for (var rest = fields.UInt16(entry, 2); rest > 0; rest--)
            {
                var version = VersionEntry(table, place);
                versions.Add((file, fields.UInt32(version, 8), (fields.UInt16(version, 4) & WeakVersion) != 0));
                RequireFew(versions.Count);
                place += Step(fields.UInt32(version, 12), rest);
            }

            at += Step(fields.UInt32(entry, 12), count);
        }

        return versions;
    }

    private ReadOnlySpan<byte> VersionEntry(byte[] table, long at) =>
        at <= table.Length - VersionEntryLength
            ? table.AsSpan((int)at, VersionEntryLength)
            : throw Invalid("its versions needed reach beyond their place");

    /// <summary>The way to the next entry: a chain that stands still would never end.</summary>
    private long Step(uint next, long rest) =>
        next > 0 || rest == 1 ? next : throw Invalid("its versions needed are fewer than it says");

    /// <summary>Reads only around the strings asked for: a library's string table can have a hundred megabytes.</summary>
    private Dictionary<long, string> ReadStrings(
        List<(long Tag, long Value)> dynamic,
        List<ElfSegment> segments,
        IReadOnlyList<long> wanted
    )
    {
        var strings = new Dictionary<long, string>();
        if (wanted.Count == 0)
        {
            return strings;
        }

        RequireFew(wanted.Count);
        if (!TryFind(dynamic, StringsTag, out var address) || !TryFind(dynamic, StringsSizeTag, out var size))
        {
            throw Invalid("it names libraries, but has no string table");
        }

        var (offset, room) = Place(segments, address, "the string table");
        size = Math.Min(size, room);
        var places = wanted.Distinct().Order().ToList();
        for (var first = 0; first < places.Count; )
        {
            // Strings near each other are read as one range, so that the stream is never turned back.
            var last = first;
            while (last + 1 < places.Count && places[last + 1] - places[last] <= LongestString)
            {
                last++;
            }

            var length = (int)Math.Min(places[last] - places[first] + LongestString, size - places[first]);
            var range = length > 0 ? bytes.ReadSome(offset + places[first], length) : [];
            for (var i = first; i <= last; i++)
            {
                var start = (int)(places[i] - places[first]);
                strings[places[i]] = start < range.Length ? Text(range.AsSpan(start)) : throw OutsideStrings();
            }

            first = last + 1;
        }

        return strings;
    }

    private string Text(ReadOnlySpan<byte> range)
    {
        var length = range[..Math.Min(range.Length, LongestString)].IndexOf((byte)0);
        var text = length >= 0 ? Encoding.UTF8.GetString(range[..length]) : throw OutsideStrings();
        return text.Any(char.IsControl) ? throw Invalid("a name holds a control character") : text;
    }

    private InvalidElfException OutsideStrings() =>
        Invalid($"a name lies outside its string table, or is longer than {LongestString} bytes");

    /// <summary>Where in the file an address lies, and how many bytes follow it there.</summary>
    private (long Offset, long Room) Place(List<ElfSegment> segments, long address, string what)
    {
        foreach (var segment in segments)
        {
            var within = address - segment.Address;
            if (segment.Type == ElfSegment.Load && within >= 0 && within < segment.Size)
            {
                return (segment.Offset + within, segment.Size - within);
            }
        }

        throw Invalid($"{what} would be loaded from no part of the file");
    }

    private static bool TryFind(List<(long Tag, long Value)> dynamic, int tag, out long value)
    {
        var index = dynamic.FindIndex(entry => entry.Tag == tag);
        value = index < 0 ? 0 : dynamic[index].Value;
        return index >= 0;
    }

    private void RequireFew(int count)
    {
        if (count > MostStrings)
        {
            throw Invalid($"it names more than {MostStrings} libraries and versions");
        }
    }

    private InvalidElfException Invalid(string what) => new(what, where);
}
