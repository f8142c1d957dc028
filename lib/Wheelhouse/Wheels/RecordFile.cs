using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.Wheels;

/// <summary>
/// The <c>RECORD</c> of a wheel: its members with their hashes. See
/// <see href="https://packaging.python.org/en/latest/specifications/recording-installed-packages/#the-record-file">The RECORD
/// file</see>.
/// </summary>
public sealed class RecordFile
{
    /// <summary>Bytes of the largest file read; of one read in any case; and of a row beside its path: hash, size, quotes.</summary>
    private const int LargestRecord = 64 << 20;
    private const int SmallRecord = 64 << 10;
    private const int LargestRest = 256;

    /// <summary>Makes a table of the given rows.</summary>
    /// <param name="entries">The rows in their order.</param>
    public RecordFile(IReadOnlyList<RecordEntry> entries) => Entries = entries;

    /// <summary>The rows in their order.</summary>
    public IReadOnlyList<RecordEntry> Entries { get; }

    /// <summary>Reads a table as Python's <c>csv</c> reads it, but refuses what that would guess at.</summary>
    /// <param name="bytes">The file, UTF-8.</param>
    /// <param name="where">The wheel or file, for errors.</param>
    /// <exception cref="InvalidRecordException">A row has not three fields, a path comes twice, or text is malformed.</exception>
    public static RecordFile Parse(ReadOnlySpan<byte> bytes, string where)
    {
        var reader = new RecordReader(Decode(bytes, where), where);
        var entries = new List<RecordEntry>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        while (reader.TryReadRow(out var row))
        {
            var entry = ParseRow(row, where, reader.RowLine);
            entries.Add(
                paths.Add(entry.Path)
                    ? entry
                    : throw new InvalidRecordException($"'{entry.Path}' has a second row", where, reader.RowLine)
            );
        }

        return new RecordFile(entries);
    }

    /// <summary>Reads a wheel's own table. One much larger than rows for all members take is refused unread.</summary>
    internal static RecordFile Read(WheelArchive archive)
    {
        // A character takes up to three bytes, or is a doubled quote; as many rows again may name what is not there.
        var room = SmallRecord + archive.Members.Sum(member => 2L * (LargestRest + (3 * member.Name.Length)));
        return Parse(archive.Read(archive.Record, (int)Math.Min(room, LargestRecord)), archive.Path);
    }

    /// <summary>The hash of bytes as a row writes it: <c>sha256=</c> and URL-safe base64 without padding.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) =>
        $"sha256={Base64Url.EncodeToString(SHA256.HashData(bytes))}";

    /// <summary>The table as Python's <c>csv</c> writes it, lines ended by a line feed.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        foreach (var entry in Entries)
        {
            text.Append(Quoted(entry.Path)).Append(',').Append(Quoted(entry.Hash)).Append(',');
            text.Append(entry.Size?.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string where)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var lines = Encoding.UTF8.GetString(bytes).Split('\n');
            var line = Array.FindIndex(lines, text => text.Contains('\ufffd', StringComparison.Ordinal)) + 1;
            throw new InvalidRecordException("the text is not UTF-8", where, line);
        }
    }

    private static RecordEntry ParseRow(IReadOnlyList<string> row, string where, int line)
    {
        if (row.Count != 3 || row[0].Length == 0)
        {
            throw new InvalidRecordException($"the row '{string.Join(',', row)}' is not path,hash,size", where, line);
        }

        if (row[1].Length > 0 && row[1].IndexOf('=', StringComparison.Ordinal) < 1)
        {
            throw new InvalidRecordException($"'{row[1]}' is not a hash such as sha256=...", where, line);
        }

        if (row[2].Length == 0)
        {
            return new RecordEntry(row[0], row[1], null);
        }

        return long.TryParse(row[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new RecordEntry(row[0], row[1], size)
            : throw new InvalidRecordException($"'{row[2]}' is not a number of bytes", where, line);
    }

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
