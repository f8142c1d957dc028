namespace Wheelhouse.Storage;

/// <summary>The bytes of an object to be written; they can be opened again, so that a failed sending can be repeated.</summary>
public sealed class ObjectContent
{
    private readonly Func<Stream> open;

    private ObjectContent(Func<Stream> open, long length, string? file, bool isImmutable)
    {
        this.open = open;
        Length = length;
        File = file;
        IsImmutableFile = isImmutable;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>The file that holds the bytes, which a store may read in parts at once; null when they are not in a file.</summary>
    public string? File { get; }

    /// <summary>Whether the file never changes again, so that a store on the same file system may share it instead of copying.</summary>
    public bool IsImmutableFile { get; }

    /// <summary>Told how many more bytes have arrived, by a store that sends the object in parts, from several threads; null where nobody looks.</summary>
    public Action<long>? Arrived { get; init; }

    /// <summary>Opens the bytes from their beginning; the caller disposes of the stream.</summary>
    public Stream Open() => open();

    /// <summary>Bytes that are in memory, such as a page's.</summary>
    public static ObjectContent FromBytes(byte[] bytes) =>
        new(() => new MemoryStream(bytes, writable: false), bytes.Length, file: null, isImmutable: false);

    /// <summary>Bytes that a factory opens as often as needed.</summary>
    /// <param name="open">Gives a new stream at the beginning of the bytes.</param>
    /// <param name="length">The number of bytes that each stream has.</param>
    public static ObjectContent FromStream(Func<Stream> open, long length) => new(open, length, null, false);

    /// <summary>The bytes of a file, read when they are sent.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ObjectContent FromFile(string path) => FromFile(path, isImmutable: false);

    /// <summary>The bytes of a file that nobody writes to again, such as a wheel of a site.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <param name="path">The file.</param>
    /// <param name="arrived">As for <see cref="Arrived"/>.</param>
    public static ObjectContent FromImmutableFile(string path, Action<long>? arrived = null) =>
        FromFile(path, isImmutable: true, arrived);

    private static ObjectContent FromFile(string path, bool isImmutable, Action<long>? arrived = null) =>
        new(
            // Unbuffered: who reads has a buffer, and one more for each of thousands of small files would be garbage.
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true),
            new FileInfo(path).Length,
            path,
            isImmutable
        )
        {
            Arrived = arrived,
        };
}
