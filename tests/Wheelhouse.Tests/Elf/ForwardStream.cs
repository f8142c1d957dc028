namespace Wheelhouse.Tests.Elf;

/// <summary>Bytes that can only be read forward, some at a time, as a stream that inflates gives them.</summary>
internal sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    private const int MostAtOnce = 1000;

    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, MostAtOnce)]);

    public override int Read(byte[] buffer, int offset, int count) =>
        base.Read(buffer, offset, Math.Min(count, MostAtOnce));

    public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
}
