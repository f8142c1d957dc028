using System.Text.Json;
using Wheelhouse.Index;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>
/// A release's description as JSON: <c>schema</c>, <c>run</c>, <c>commit</c> of the pipeline, <c>roots</c>, <c>environment</c> and
/// <c>files</c>, each with name, version and hash as published, the same as it was made (<c>original</c>), and its <c>build</c> or
/// <c>origin</c>. Nothing in it tells of the machine that made it.
/// </summary>
internal static class WheelhouseJson
{
    private const long Schema = 1;
    private const string FromSource = "built from ";

    public static byte[] Render(WheelhouseDescription wheelhouse, RunId run, string? commit) =>
        JsonText.Render(writer =>
        {
            JsonText.WriteInteger(writer, "schema", Schema);
            JsonText.WriteText(writer, "run", run.ToString());
            JsonText.WriteText(writer, "commit", commit);
            JsonText.WriteTexts(writer, "roots", [.. wheelhouse.Roots.Select(root => root.ToString())]);
            JsonText.WriteText(writer, "environment", wheelhouse.Environment);
            writer.WriteStartArray("files");
            foreach (var entry in wheelhouse.Manifest.Entries)
            {
                writer.WriteStartObject();
                Write(writer, entry);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    /// <summary>The run that a description is of; null where it is none.</summary>
    public static RunId? RunOf(byte[] bytes) =>
        JsonText.LoadObject(bytes, out _) is { } json
        && json.TryGetProperty("run", out var run)
        && run.ValueKind == JsonValueKind.String
        && RunId.TryParse(run.GetString(), out var known)
            ? known
            : null;

    private static void Write(Utf8JsonWriter writer, ManifestEntry entry)
    {
        WriteFile(writer, entry.FileName, entry.Sha256);
        JsonText.WriteText(writer, "project", entry.Project.Value);
        JsonText.WriteInteger(writer, "size", entry.Size);
        JsonText.WriteText(writer, "link", entry.Link is { } link ? Secrets.Mask(link.AbsoluteUri) : null);
        JsonText.WriteTexts(writer, "requiredBy", [.. entry.RequiredBy.Select(project => project.Value)]);
        writer.WriteStartObject("original");
        WriteFile(writer, entry.OriginalFileName, entry.OriginalSha256 ?? entry.Sha256);
        writer.WriteEndObject();
        if (entry.Build is not { } build)
        {
            JsonText.WriteText(writer, "origin", Origin(entry.Origin));
            return;
        }

        writer.WriteStartObject("build");
        JsonText.WriteText(writer, "recipe", build.Recipe);
        JsonText.WriteText(writer, "recipeSha256", build.RecipeSha256);
        JsonText.WriteText(writer, "imageDigest", build.ImageDigest);
        WriteValues(writer, "commits", build.Commits);
        WriteValues(writer, "arguments", build.Arguments);
        writer.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter writer, WheelFileName file, string sha256)
    {
        JsonText.WriteText(writer, "file", file.ToString());
        JsonText.WriteText(writer, "version", file.Version.ToString());
        JsonText.WriteText(writer, "sha256", sha256);
    }

    // A path tells of the machine that built; what others can ask for is a URL.
    private static string Origin(string origin)
    {
        var kind = origin.StartsWith(FromSource, StringComparison.Ordinal) ? FromSource : "";
        var place = origin[kind.Length..];
        var isUrl = Uri.TryCreate(place, UriKind.Absolute, out var url);
        return kind
            + (
                isUrl && url!.Scheme is "http" or "https" ? Secrets.Mask(place)
                : isUrl && url!.IsFile ? Path.GetFileName(url.LocalPath)
                : Path.GetFileName(place)
            );
    }

    private static void WriteValues(
        Utf8JsonWriter writer,
        string name,
        IEnumerable<KeyValuePair<string, string>> values
    )
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
