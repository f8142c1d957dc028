using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Wheels;

/// <summary>
/// A wheel open for reading: its members, from the central directory at the file's end, and each member's bytes on demand.
/// See <see href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/">Binary distribution
/// format</see>. Nothing in the file is believed unchecked, and nothing is unpacked.
/// </summary>
/// <remarks>Safe for reading by several threads at once.</remarks>
public sealed class WheelArchive : IDisposable
{
    private readonly ZipInput input;
    private readonly Dictionary<string, WheelMember> byName;

    private WheelArchive(ZipInput input)
    {
        this.input = input;
        Members = ReadMembers(input);
        MemberNames.RequireDistinct(Members, input.Path);
        byName = Members.ToDictionary(member => member.Name, StringComparer.Ordinal);
        DistInfoFolder = FindDistInfo();
        Metadata = Require($"{DistInfoFolder}/METADATA");
        Wheel = Require($"{DistInfoFolder}/WHEEL");
        Record = Require($"{DistInfoFolder}/RECORD");
    }

    /// <summary>The path the wheel was opened by.</summary>
    public string Path => input.Path;

    /// <summary>Bytes in the file.</summary>
    public long Size => input.Length;

    /// <summary>All members, in the order of the central directory.</summary>
    public IReadOnlyList<WheelMember> Members { get; }

    /// <summary>The name of the one <c>*.dist-info</c> folder, as it is spelled in the archive, without a slash.</summary>
    public string DistInfoFolder { get; }

    /// <summary>The member <c>METADATA</c> of the <c>.dist-info</c> folder.</summary>
    public WheelMember Metadata { get; }

    /// <summary>The member <c>WHEEL</c> of the <c>.dist-info</c> folder.</summary>
    public WheelMember Wheel { get; }

    /// <summary>The member <c>RECORD</c> of the <c>.dist-info</c> folder.</summary>
    public WheelMember Record { get; }

    internal ZipInput Input => input;

    /// <summary>Opens a wheel, reading the file's tail and central directory only.</summary>
    /// <param name="path">The wheel.</param>
    /// <exception cref="WheelArchiveException">The file is no archive, no wheel, or not to be trusted as one.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static WheelArchive Open(string path)
    {
        var input = new ZipInput(path);
        try
        {
            return new WheelArchive(input);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>The member of a name, or null.</summary>
    public WheelMember? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads a whole member into memory, inflated and checked against its CRC.</summary>
    /// <param name="member">A member of this archive.</param>
    /// <param name="limit">The most bytes to take.</param>
    /// <exception cref="OversizedMemberException">The member says it is larger than the limit; nothing was read.</exception>
    /// <exception cref="WheelArchiveException">The member is damaged.</exception>
    public byte[] Read(WheelMember member, int limit)
    {
        if (member.Size > limit)
        {
            var what = $"it holds {member.Size} bytes after inflation; at most {limit} are read";
            throw new OversizedMemberException(what, Path, member.Name);
        }

        using var stream = OpenMember(member);
        var bytes = new byte[member.Size];
        stream.ReadExactly(bytes);

        // Only the read after the last byte compares size and CRC.
        _ = stream.ReadByte();
        return bytes;
    }

    /// <summary>
    /// Opens a member's bytes, inflated. The stream never gives more bytes than the directory says; its end is an error
    /// unless size and CRC agree, so bytes are trusted once the end was reached.
    /// </summary>
    /// <param name="member">A member of this archive.</param>
    /// <exception cref="WheelArchiveException">The member's local header disagrees with the central directory.</exception>
    public Stream OpenMember(WheelMember member) => new ZipMemberStream(input, member);

    /// <inheritdoc/>
    public void Dispose() => input.Dispose();

    private static List<WheelMember> ReadMembers(ZipInput input)
    {
        var entries = ZipCentralDirectory.Read(input, out var directoryOffset);
        var limits = FindLimits(entries, directoryOffset, input);
        var members = new List<WheelMember>(entries.Count);
        foreach (var (entry, limit) in entries.Zip(limits))
        {
            var name = MemberNames.Decode(entry, input.Path);
            ZipEntryRules.Check(entry, name, input);
            var room = limit - entry.LocalLength - Math.Min(limit, entry.LocalHeaderOffset);
            if (entry.LocalHeaderOffset > limit || entry.CompressedSize > room)
            {
                throw input.Damaged("its bytes overlap what follows", name);
            }

            members.Add(new WheelMember(entry, name, limit));
        }

        return members;
    }

    /// <summary>Where what follows each member begins: the member next in the file, or the central directory.</summary>
    private static long[] FindLimits(IReadOnlyList<ZipCentralEntry> entries, long directoryOffset, ZipInput input)
    {
        var order = Enumerable.Range(0, entries.Count).OrderBy(i => entries[i].LocalHeaderOffset).ToArray();
        var limits = new long[entries.Count];
        var next = directoryOffset;
        foreach (var i in order.Reverse())
        {
            limits[i] = next;
            next = Math.Min(next, entries[i].LocalHeaderOffset);
        }

        return next == 0 ? limits : throw input.Damaged("bytes stand before the first member");
    }

    private string FindDistInfo()
    {
        var folders = Members
            .Select(member => member.Name.Split('/', 2))
            .Where(parts =>
                parts.Length == 2 && parts[0].EndsWith(WheelFolderName.DistInfo, StringComparison.OrdinalIgnoreCase)
            )
            .Select(parts => parts[0])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return folders.Count switch
        {
            1 => folders[0],
            0 => throw new InvalidWheelLayoutException("there is no *.dist-info folder", Path, null),
            _ => throw new InvalidWheelLayoutException(
                $"there are several *.dist-info folders: {string.Join(", ", folders.Take(5).Select(MemberNames.Shown))}",
                Path,
                null
            ),
        };
    }

    private WheelMember Require(string name) =>
        Find(name) ?? throw new InvalidWheelLayoutException("it is missing", Path, name);
}
