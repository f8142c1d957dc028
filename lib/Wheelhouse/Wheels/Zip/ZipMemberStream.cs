using System.IO.Compression;
using System.IO.Hashing;

namespace Wheelhouse.Wheels.Zip;

/// <summary>A member's bytes after inflation: never more than its entry says, and an error at the end unless size and CRC agree.</summary>
internal sealed class ZipMemberStream : Stream
{
    private readonly ZipInput _input;
    private readonly WheelMember _member;
    private readonly Stream _bytes;
    private readonly Crc32 _crc = new();
    private long _rest;
    private bool _isChecked;

    public ZipMemberStream(ZipInput input, WheelMember member)
    {
        (_input, _member, _rest) = (input, member, member.Size);
        var stored = new ZipRangeStream(input, ZipLocalHeader.Read(input, member).DataOffset, member);
        _bytes = member.IsDeflated ? new DeflateStream(stored, CompressionMode.Decompress) : stored;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _member.Size;
    public override long Position
    {
        get => _member.Size - _rest;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var count = Inflate(buffer[..(int)Math.Min(buffer.Length, _rest)]);
        _crc.Append(buffer[..count]);
        _rest -= count;
        if (count == 0 && !_isChecked)
        {
            RequireEnd();
            _isChecked = true;
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
            _bytes.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return buffer.IsEmpty ? 0 : _bytes.Read(buffer);
        }
        catch (InvalidDataException cause)
        {
            throw new DamagedMemberException("its bytes are no deflate stream", _input.Path, _member.Name, cause);
        }
    }

    private void RequireEnd()
    {
        Span<byte> more = stackalloc byte[1];
        if (_rest > 0 || Inflate(more) > 0)
        {
            var found = _rest > 0 ? $"{_member.Size - _rest}" : $"more than {_member.Size}";
            throw Damaged($"it should hold {_member.Size} bytes and holds {found}");
        }

        if (_crc.GetCurrentHashAsUInt32() != _member.Crc32)
        {
            throw Damaged($"its CRC should be {_member.Crc32:x8} and is {_crc.GetCurrentHashAsUInt32():x8}");
        }
    }

    private DamagedMemberException Damaged(string what) => new(what, _input.Path, _member.Name);
}
