using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Wheelhouse.Tests.Wheels;

/// <summary>A member to write, honest unless a property says otherwise.</summary>
internal sealed record RawMember(string Name, byte[] Content)
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;
    public const ushort HasDescriptor = 1 << 3;
    public const ushort IsUtf8 = 1 << 11;

    /// <summary>2026-01-02 03:04:06 as MS-DOS has it.</summary>
    public const uint SomeTime = (((2026u - 1980) << 9 | 1 << 5 | 2) << 16) | (3u << 11 | 4 << 5 | 3);

    private byte[]? compressed;

    public RawMember(string name, string content)
        : this(name, Encoding.UTF8.GetBytes(content)) { }

    public ushort Method { get; init; } = Deflated;
    public ushort Flags { get; init; } = (ushort)(Ascii.IsValid(Name) ? 0 : IsUtf8);
    public ushort MadeBy { get; init; } = (3 << 8) | 20;
    public int UnixMode { get; init; } = 0x81a4;
    public uint Modified { get; init; } = SomeTime;
    public byte[] LocalExtra { get; init; } = [];
    public byte[] CentralExtra { get; init; } = [];
    public byte[] Compressed
    {
        get => compressed ??= Method == Deflated ? Deflate(Content) : Content;
        init => compressed = value;
    }

    public uint? Crc { get; init; }
    public uint? Size { get; init; }
    public uint? CompressedSize { get; init; }
    public uint? Offset { get; init; }
    public byte[]? NameBytes { get; init; }

    public string? LocalName { get; init; }
    public uint? LocalCrc { get; init; }
    public uint? LocalSize { get; init; }
    public uint? LocalCompressedSize { get; init; }
    public ushort? LocalMethod { get; init; }
    public ushort? LocalFlags { get; init; }
    public byte[] Descriptor { get; init; } = [];

    public uint TrueCrc => Crc32.HashToUInt32(Content);

    private static byte[] Deflate(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Fastest))
        {
            deflate.Write(content);
        }

        return bytes.ToArray();
    }
}
