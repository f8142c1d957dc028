using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Wheelhouse.Inspection.Zstd;

namespace Wheelhouse.Inspection;

/// <summary>
/// Finds the bundles of GPU code in a stream of bytes and lists what they are compiled for; see
/// <see href="https://clang.llvm.org/docs/ClangOffloadBundler.html">Clang Offload Bundler</see>. Of each only the table at its
/// head is looked into.
/// </summary>
/// <remarks>Bundles are told by their form alone, wherever they lie: a library need not have section names.</remarks>
internal sealed class OffloadBundleScanner
{
    /// <summary>Bytes of the largest table read: room for a hundred targets, four times what ROCm's own libraries have.</summary>
    private const int LargestTable = 16 << 10;

    /// <summary>Bytes of the largest head looked at: a block of zstd, which must be whole, and the headers before it.</summary>
    private const int LargestHead = ZstdHead.LargestBlock + 64;
    private const int MostEntries = 128;
    private const int LongestId = 256;
    private const int MostTargets = 256;

    /// <summary>Bundles that are decompressed; a library has one for each of its source files.</summary>
    private const int MostInflated = 5_000;

    private const ushort Zlib = 0;
    private const ushort Zstd = 1;

    private readonly byte[] window = new byte[512 << 10];
    private readonly HashSet<string> targets = new(StringComparer.Ordinal);
    private int filled;
    private int inflated;

    private static ReadOnlySpan<byte> PlainMagic => "__CLANG_OFFLOAD_BUNDLE__"u8;

    private static ReadOnlySpan<byte> CompressedMagic => "CCOB"u8;

    /// <summary>The targets found, such as <c>gfx942:sramecc+:xnack-</c>.</summary>
    public IReadOnlyCollection<string> Targets => targets;

    /// <summary>How many bundles were found whose table is not read.</summary>
    public int Unread { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, window.Length - filled);
            bytes[..count].CopyTo(window.AsSpan(filled));
            bytes = bytes[count..];
            filled += count;
            if (filled == window.Length)
            {
                Scan(isEnd: false);
            }
        }
    }

    public void Finish() => Scan(isEnd: true);

    /// <summary>Looks through the window, and keeps what a head could still be completed from.</summary>
    private void Scan(bool isEnd)
    {
        var (at, plain) = (0, -1);
        var end = isEnd ? filled : filled - LargestHead;
        while (at < end && NextMagic(at, ref plain) is var place && place < end)
        {
            at = place + Math.Max(1, HeadLength(window.AsSpan(place, filled - place)));
        }

        // Before this no bundle begins that was not looked at.
        var kept = isEnd ? filled : Math.Max(at, end);
        window.AsSpan(kept, filled - kept).CopyTo(window);
        filled -= kept;
    }

    /// <param name="at">Where to look from.</param>
    /// <param name="plain">Where the next plain magic is, so that many of the other kind do not have it searched for each time.</param>
    private int NextMagic(int at, ref int plain)
    {
        if (plain < at)
        {
            var index = window.AsSpan(at, filled - at).IndexOf(PlainMagic);
            plain = index < 0 ? filled : at + index;
        }

        var compressed = window.AsSpan(at, plain - at).IndexOf(CompressedMagic);
        return compressed < 0 ? plain : at + compressed;
    }

    /// <summary>Reads the head of a bundle; 0 where there is none after all.</summary>
    private int HeadLength(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(PlainMagic) ? ReadTable(bytes) : ReadCompressed(bytes);

    /// <summary>
    /// The table is a number of entries, each with offset, size, and an id such as
    /// <c>hipv4-amdgcn-amd-amdhsa--gfx942:xnack-</c>.
    /// </summary>
    private int ReadTable(ReadOnlySpan<byte> bytes)
    {
        var at = PlainMagic.Length + sizeof(ulong);
        if (bytes.Length < at || BinaryPrimitives.ReadUInt64LittleEndian(bytes[(at - 8)..]) is 0 or > MostEntries)
        {
            return 0;
        }

        var count = bytes[at - 8];
        var found = new List<string>();
        for (var i = 0; i < count; i++)
        {
            const int FixedLength = 3 * sizeof(ulong);
            if (bytes.Length - at < FixedLength)
            {
                return 0;
            }

            var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(at + 16)..]);
            at += FixedLength;
            if (length is 0 or > LongestId || bytes.Length - at < (int)length || !IsId(bytes.Slice(at, (int)length)))
            {
                return 0;
            }

            found.Add(Encoding.ASCII.GetString(bytes.Slice(at, (int)length)));
            at += (int)length;
        }

        foreach (var id in found.Where(id => id.StartsWith("hip", StringComparison.Ordinal)))
        {
            // The triple's environment is empty, so that two dashes stand before the target.
            var dashes = id.IndexOf("--", StringComparison.Ordinal);
            if (dashes >= 0 && dashes + 2 < id.Length && targets.Count < MostTargets)
            {
                targets.Add(id[(dashes + 2)..]);
            }
        }

        return at;
    }

    /// <summary>No id has capital letters, so that none holds another bundle's magic.</summary>
    private static bool IsId(ReadOnlySpan<byte> id) =>
        id.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 && id.IndexOfAnyInRange((byte)'A', (byte)'Z') < 0;

    /// <summary>The header is magic, version, method, from version 2 on the size of all, the inflated size, and a hash.</summary>
    private int ReadCompressed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8)
        {
            return 0;
        }

        var method = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        var version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        var length = version switch
        {
            1 => 20,
            2 => 24,
            3 => 32,
            _ => 0,
        };
        if (length == 0 || length > bytes.Length || method is not (Zlib or Zstd))
        {
            return 0;
        }

        if (inflated++ >= MostInflated || !TryReadInflated(bytes[length..], method == Zstd))
        {
            Unread++;
        }

        return length;
    }

    private bool TryReadInflated(ReadOnlySpan<byte> bytes, bool isZstd)
    {
        try
        {
            return ReadTable(isZstd ? ZstdHead.Read(bytes, LargestTable) : Inflate(bytes)) > 0;
        }
        catch (InvalidDataException)
        {
            // Damaged, or bytes that look like a header by chance; either way it counts as not read.
            return false;
        }
    }

    private static byte[] Inflate(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream(bytes[..Math.Min(bytes.Length, LargestTable)].ToArray());
        using var stream = new ZLibStream(compressed, CompressionMode.Decompress);
        var head = new byte[LargestTable];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
