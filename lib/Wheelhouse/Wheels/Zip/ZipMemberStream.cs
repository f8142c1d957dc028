using System.IO.Compression;
using System.IO.Hashing;

namespace Wheelhouse.Wheels.Zip;

/// <summary>A member's bytes after inflation: never more than its entry says, and an error at the end unless size and CRC agree.</summary>
internal sealed class ZipMemberStream : Stream
{
    private readonly ZipInput input;
    private readonly WheelMember member;
    private readonly Stream bytes;
    private readonly Crc32 crc = new();
    private long rest;
    private bool isChecked;

    public ZipMemberStream(ZipInput input, WheelMember member)
    {
        (this.input, this.member, rest) = (input, member, member.Size);
        var stored = new ZipRangeStream(input, ZipLocalHeader.Read(input, member).DataOffset, member);
        bytes = member.IsDeflated ? new DeflateStream(stored, CompressionMode.Decompress) : stored;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => member.Size;
    public override long Position
    {
        get => member.Size - rest;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var count = Inflate(buffer[..(int)Math.Min(buffer.Length, rest)]);
        crc.Append(buffer[..count]);
        rest -= count;
        if (count == 0 && !isChecked)
        {
            RequireEnd();
            isChecked = true;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return buffer.IsEmpty ? 0 : bytes.Read(buffer);
        }
        catch (InvalidDataException cause)
        {
            throw new DamagedMemberException("its bytes are no deflate stream", input.Path, member.Name, cause);
        }
    }

    private void RequireEnd()
    {
        Span<byte> more = stackalloc byte[1];
        if (rest > 0 || Inflate(more) > 0)
        {
            var found = rest > 0 ? $"{member.Size - rest}" : $"more than {member.Size}";
            throw Damaged($"it should hold {member.Size} bytes and holds {found}");
        }

        if (crc.GetCurrentHashAsUInt32() != member.Crc32)
        {
            throw Damaged($"its CRC should be {member.Crc32:x8} and is {crc.GetCurrentHashAsUInt32():x8}");
        }
    }

    private DamagedMemberException Damaged(string what) => new(what, input.Path, member.Name);
}
