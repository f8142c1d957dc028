using Microsoft.Win32.SafeHandles;

namespace Wheelhouse.Wheels.Zip;

/// <summary>A zip file open for reading at any place; every read is complete or an error that names the file.</summary>
internal sealed class ZipInput : IDisposable
{
    private readonly SafeFileHandle handle;

    public ZipInput(string path)
    {
        Path = path;
        handle = File.OpenHandle(path);
        try
        {
            Length = RandomAccess.GetLength(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>Bytes in the file when it was opened.</summary>
    public long Length { get; }

    public void Dispose() => handle.Dispose();

    /// <summary>Reads up to the buffer's length; fewer only at the end of the file.</summary>
    public int ReadSome(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        return total;
    }

    public void Read(long offset, Span<byte> buffer, string? member = null)
    {
        if (ReadSome(offset, buffer) < buffer.Length)
        {
            throw Damaged($"the file ends at byte {Length}, inside what it should hold from byte {offset} on", member);
        }
    }

    public byte[] Read(long offset, int count, string? member = null)
    {
        var bytes = new byte[count];
        Read(offset, bytes, member);
        return bytes;
    }

    public DamagedArchiveException Damaged(string what, string? member = null) => new(what, Path, member);
}
