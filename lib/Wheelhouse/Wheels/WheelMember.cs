using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Wheels;

/// <summary>One member of a wheel, as the archive's central directory describes it.</summary>
public sealed class WheelMember
{
    internal WheelMember(ZipCentralEntry entry, string name, long limit)
    {
        Entry = entry;
        Name = name;
        Limit = limit;
    }

    /// <summary>Path inside the wheel, parts separated by <c>/</c>; a folder's ends in one.</summary>
    public string Name { get; }

    /// <summary>Bytes after inflation.</summary>
    public long Size => Entry.Size;

    /// <summary>Bytes in the archive.</summary>
    public long CompressedSize => Entry.CompressedSize;

    /// <summary>The CRC-32 of the bytes after inflation.</summary>
    public uint Crc32 => Entry.Crc32;

    /// <summary>Whether the bytes are deflated; else they are stored as they are.</summary>
    public bool IsDeflated => Entry.Method == ZipFormat.Deflated;

    /// <summary>Type and permission bits as <c>st_mode</c> has them, or 0 where the writer was no Unix program.</summary>
    public int UnixMode => Entry.UnixMode;

    /// <summary>Whether this is a folder's own entry, which holds no bytes.</summary>
    public bool IsDirectory => Name.EndsWith('/');

    /// <summary>Whether the bytes are the target of a symbolic link.</summary>
    public bool IsSymbolicLink => (UnixMode & ZipFormat.UnixTypeMask) == ZipFormat.UnixSymbolicLink;

    internal ZipCentralEntry Entry { get; }

    /// <summary>Where the next member or the central directory begins: no byte of this member lies there or beyond.</summary>
    internal long Limit { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
