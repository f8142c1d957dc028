namespace Wheelhouse.Wheels.Zip;

/// <summary>A member's bytes as they lie in the archive.</summary>
internal sealed class ZipRangeStream(ZipInput input, long offset, WheelMember member) : Stream
{
    private long position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => member.CompressedSize;
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, member.CompressedSize - position)];
        input.Read(offset + position, wanted, member.Name);
        position += wanted.Length;
        return wanted.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
