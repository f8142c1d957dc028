using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>
/// Reads a project of the list as <see cref="RootPageJson"/> writes it: its keys, in its order, no others, and no white space
/// between them. But for the ways to escape a text, what it reads would be written with the same bytes.
/// </summary>
internal ref struct RootProjectReader
{
    private const byte Quote = (byte)'"';

    // What ends a plain text: a quote, an escape, and what may not stand in one.
    private static readonly SearchValues<byte> TextEnds = SearchValues.Create([
        Quote,
        (byte)'\\',
        .. Enumerable.Range(0, 0x20).Select(control => (byte)control),
    ]);

    private readonly ReadOnlySpan<byte> item;
    private int at;
    private bool isOther;

    // Versions of one project are much alike.
    private Seen<string[]> pythonLists;
    private Seen<string[]> gpuLists;
    private Seen<string> rocms;
    private Seen<string> uploadTimes;

    private RootProjectReader(ReadOnlySpan<byte> item) => this.item = item;

    private readonly ReadOnlySpan<byte> Rest => item[at..];

    /// <summary>The project; null where it is written in another way, right or wrong.</summary>
    /// <param name="item">What may be one JSON value, as UTF-8.</param>
    public static RootProject? TryRead(ReadOnlySpan<byte> item)
    {
        try
        {
            return new RootProjectReader(item).Project();
        }
        // An escape that JSON does not know; and half of a surrogate pair, which is no text.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private RootProject? Project()
    {
        Pass("{\"name\":\""u8);
        var name = Text();
        var latest = Take(",\"_latest\":\""u8) ? Version(null) : null;
        var summary = Take(",\"_summary\":\""u8) ? Text() : null;
        // An entry of an older program tells the newest version alone.
        var project = Take(",\"_page\":"u8) ? Whole(name, latest, summary) : Named(name, latest, summary);
        Pass("}"u8);
        return isOther || at != item.Length ? null : project;
    }

    private RootProject? Whole(string name, PythonVersion? latest, string? summary)
    {
        var page = Integer();
        isOther |= page == 0;
        Pass(",\"_version-count\":"u8);
        var versionCount = Count();
        Pass(",\"_file-count\":"u8);
        var fileCount = Count();
        Pass(",\"_size\":"u8);
        var size = Integer();
        var marks = Take(",\"_marks\":{\"json\":\""u8) ? Marks() : null;
        Pass(",\"_versions\":["u8);
        var versions = Take("]"u8) ? [] : Versions(latest);
        return Named(name, latest, summary) is not { } project
            ? null
            : project with
            {
                PageGeneration = page,
                Versions = versions,
                VersionCount = versionCount,
                FileCount = fileCount,
                Size = size,
                Marks = marks,
            };
    }

    private RootProject? Named(string text, PythonVersion? latest, string? summary)
    {
        isOther |= !ProjectName.TryParse(text, out var name) || name.Value != text;
        return isOther ? null : new RootProject(name!, latest, summary);
    }

    private PageMarks Marks()
    {
        var json = Text();
        Pass(",\"html\":\""u8);
        var html = Text();
        Pass(",\"files\":\""u8);
        var files = Text();
        Pass("}"u8);
        return new PageMarks(json, html, files);
    }

    private RootVersion[] Versions(PythonVersion? latest)
    {
        var versions = new List<RootVersion>();
        do
        {
            if (OneVersion(latest) is { } version)
            {
                versions.Add(version);
            }
        } while (!isOther && Take(","u8));

        Pass("]"u8);
        return [.. versions];
    }

    private RootVersion? OneVersion(PythonVersion? latest)
    {
        Pass("{\"version\":\""u8);
        var version = Version(latest);
        Pass(",\"files\":"u8);
        var files = Count();
        Pass(",\"size\":"u8);
        var size = Integer();
        var pythons = Take(",\"python\":["u8) ? Texts(ref pythonLists) : [];
        var rocm = Take(",\"rocm\":\""u8) ? Text(ref rocms) : null;
        var gpuTargets = Take(",\"gpu\":["u8) ? Texts(ref gpuLists) : [];
        var uploadTime = Take(",\"upload-time\":\""u8) ? Text(ref uploadTimes) : null;
        var yanked = Yanked();
        Pass("}"u8);
        return version is null || isOther
            ? null
            : new RootVersion(version, files, size)
            {
                Pythons = pythons,
                Rocm = rocm,
                GpuTargets = gpuTargets,
                UploadTime = uploadTime,
                Yanked = yanked,
            };
    }

    private string? Yanked()
    {
        if (Take(",\"yanked\":true"u8))
        {
            return "";
        }

        if (!Take(",\"yanked\":\""u8))
        {
            return null;
        }

        var reason = Text();
        isOther |= reason.Length == 0;
        return reason;
    }

    private PythonVersion? Version(PythonVersion? latest)
    {
        var text = Text();
        if (text == latest?.Text)
        {
            return latest;
        }

        isOther |= !PythonVersion.TryParse(text, out var version) || version.ToString() != text;
        return version;
    }

    // What follows the opening bracket, of one text at least.
    private string[] Texts(ref Seen<string[]> seen)
    {
        var start = at;
        if (TakeSeen(seen))
        {
            return seen.Value;
        }

        var texts = new List<string>();
        do
        {
            Pass("\""u8);
            texts.Add(Text());
        } while (!isOther && Take(","u8));

        Pass("]"u8);
        seen = new(item[start..at], [.. texts]);
        return seen.Value;
    }

    private string Text(ref Seen<string> seen)
    {
        var start = at;
        if (TakeSeen(seen))
        {
            return seen.Value;
        }

        var text = Text();
        seen = new(item[start..at], text);
        return seen.Value;
    }

    // What follows the opening quote, up to the closing one.
    private string Text()
    {
        var end = isOther ? -1 : Rest.IndexOfAny(TextEnds);
        if (end < 0)
        {
            isOther = true;
            return "";
        }

        if (Rest[end] != Quote)
        {
            return EscapedText();
        }

        var text = Encoding.UTF8.GetString(Rest[..end]);
        at += end + 1;
        return text;
    }

    private string EscapedText()
    {
        var json = new Utf8JsonReader(item[(at - 1)..]);
        json.Read();
        at += (int)json.BytesConsumed - 1;
        return json.GetString()!;
    }

    private int Count()
    {
        var value = Integer();
        isOther |= value > int.MaxValue;
        return isOther ? 0 : (int)value;
    }

    // A whole number from 0 on, without zeros before it.
    private long Integer()
    {
        if (
            isOther
            || !Utf8Parser.TryParse(Rest, out long value, out var length)
            || !char.IsAsciiDigit((char)Rest[0])
            || (Rest[0] == '0' && length > 1)
        )
        {
            isOther = true;
            return 0;
        }

        at += length;
        return value;
    }

    private bool Take(ReadOnlySpan<byte> expected)
    {
        if (!Rest.StartsWith(expected))
        {
            return false;
        }

        at += expected.Length;
        return true;
    }

    private bool TakeSeen<T>(Seen<T> seen) => !seen.Bytes.IsEmpty && Take(seen.Bytes);

    private void Pass(ReadOnlySpan<byte> expected) => isOther |= !Take(expected);

    /// <summary>A value that was read, and the bytes that it was read from, its end included.</summary>
    private readonly ref struct Seen<T>(ReadOnlySpan<byte> bytes, T value)
    {
        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        public T Value { get; } = value;
    }
}
