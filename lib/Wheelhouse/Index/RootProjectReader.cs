using System.Text.Json;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>
/// Reads a project of the list as <see cref="RootPageJson"/> writes it: its keys, in its order, and no others. Of anything else
/// it says so, and leaves it to the reader that takes keys in any order, keeps unknown ones and names every problem. A list of
/// thousands of projects is read anew for each file that comes.
/// </summary>
internal ref struct RootProjectReader
{
    private Utf8JsonReader json;
    private bool isOther;

    // Versions of one project are much alike.
    private PythonVersion? latest;
    private string? python;
    private string? rocm;
    private string? gpu;
    private string? uploadTime;

    private RootProjectReader(ReadOnlySpan<byte> item) => json = new Utf8JsonReader(item);

    /// <summary>The project; null where it is written in another way, right or wrong.</summary>
    /// <param name="item">One JSON value, whose texts are known to be whole.</param>
    public static RootProject? TryRead(ReadOnlySpan<byte> item) => new RootProjectReader(item).Project();

    private RootProject? Project()
    {
        json.Read();
        Pass(JsonTokenType.StartObject);
        var name = Text("name"u8);
        latest = Version("_latest"u8);
        var summary = Text("_summary"u8);
        var page = Integer("_page"u8);
        var versionCount = Integer("_version-count"u8);
        var fileCount = Integer("_file-count"u8);
        var size = Integer("_size"u8);
        var marks = Marks();
        var versions = Versions();
        isOther |= json.TokenType != JsonTokenType.EndObject || json.CurrentDepth > 0;
        return isOther || !ProjectName.TryParse(name, out var project) || project.Value != name
            ? null
            : new RootProject(project, latest, summary)
            {
                PageGeneration = page ?? 0,
                Versions = versions,
                VersionCount = (int)Math.Min(versionCount ?? 0, int.MaxValue),
                FileCount = (int)Math.Min(fileCount ?? 0, int.MaxValue),
                Size = size ?? 0,
                Marks = marks,
            };
    }

    private PageMarks? Marks()
    {
        if (!Take("_marks"u8))
        {
            return null;
        }

        Pass(JsonTokenType.StartObject);
        var marks = (Json: Text("json"u8), Html: Text("html"u8), Files: Text("files"u8));
        Pass(JsonTokenType.EndObject);
        isOther |= marks.Json is null || marks.Html is null || marks.Files is null;
        return isOther ? null : new PageMarks(marks.Json!, marks.Html!, marks.Files!);
    }

    private RootVersion[] Versions()
    {
        if (!Take("_versions"u8))
        {
            return [];
        }

        var versions = new List<RootVersion>();
        Pass(JsonTokenType.StartArray);
        while (!isOther && json.TokenType != JsonTokenType.EndArray)
        {
            if (Version() is { } version)
            {
                versions.Add(version);
            }
        }

        Pass(JsonTokenType.EndArray);
        return [.. versions];
    }

    private RootVersion? Version()
    {
        Pass(JsonTokenType.StartObject);
        var version = Version("version"u8);
        var files = Integer("files"u8);
        var size = Integer("size"u8);
        var pythons = Texts("python"u8, ref python);
        var rocmVersion = Text("rocm"u8, ref rocm);
        var gpuTargets = Texts("gpu"u8, ref gpu);
        var time = Text("upload-time"u8, ref uploadTime);
        var yanked = Yanked();
        Pass(JsonTokenType.EndObject);
        isOther |= version is null || files is null || size is null;
        return isOther
            ? null
            : new RootVersion(version!, (int)Math.Min(files!.Value, int.MaxValue), size!.Value)
            {
                Pythons = pythons,
                Rocm = rocmVersion,
                GpuTargets = gpuTargets,
                UploadTime = time,
                Yanked = yanked,
            };
    }

    private string? Yanked()
    {
        if (!Take("yanked"u8))
        {
            return null;
        }

        if (json.TokenType == JsonTokenType.True)
        {
            json.Read();
            return "";
        }

        return TakenText();
    }

    private PythonVersion? Version(ReadOnlySpan<byte> key)
    {
        if (!Take(key))
        {
            return null;
        }

        if (latest is not null && json.TokenType == JsonTokenType.String && json.ValueTextEquals(latest.Text))
        {
            json.Read();
            return latest;
        }

        isOther |= !PythonVersion.TryParse(TakenText(), out var version);
        return version;
    }

    private string[] Texts(ReadOnlySpan<byte> key, ref string? last)
    {
        if (!Take(key))
        {
            return [];
        }

        var texts = new List<string>(1);
        Pass(JsonTokenType.StartArray);
        while (!isOther && json.TokenType != JsonTokenType.EndArray)
        {
            if (TakenText(ref last) is { } text)
            {
                texts.Add(text);
            }
        }

        Pass(JsonTokenType.EndArray);
        return [.. texts];
    }

    private string? Text(ReadOnlySpan<byte> key) => Take(key) ? TakenText() : null;

    private string? Text(ReadOnlySpan<byte> key, ref string? last) => Take(key) ? TakenText(ref last) : null;

    private long? Integer(ReadOnlySpan<byte> key)
    {
        if (!Take(key))
        {
            return null;
        }

        var value = -1L;
        isOther |= json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out value) || value < 0;
        json.Read();
        return value;
    }

    private string? TakenText()
    {
        string? none = null;
        return TakenText(ref none);
    }

    private string? TakenText(ref string? last)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            isOther = true;
            return null;
        }

        if (last is null || !json.ValueTextEquals(last))
        {
            last = json.GetString();
        }

        json.Read();
        return last;
    }

    // Where the next key is this one: goes to its value.
    private bool Take(ReadOnlySpan<byte> key)
    {
        if (isOther || json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals(key))
        {
            return false;
        }

        return json.Read();
    }

    private void Pass(JsonTokenType expected)
    {
        isOther |= json.TokenType != expected;
        isOther |= !json.Read();
    }
}
