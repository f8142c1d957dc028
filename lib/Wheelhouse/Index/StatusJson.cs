using System.Text.Json;

namespace Wheelhouse.Index;

/// <summary>
/// What a monitor reads of an index, as JSON: <c>generation</c> of the list of projects, <c>newest-upload-time</c>, the numbers
/// of <c>projects</c>, <c>versions</c>, <c>files</c> and <c>bytes</c>, and <c>latest</c>, the version of each project that
/// installers choose; a project whose versions are all yanked has none. Made from the list of projects alone.
/// </summary>
public static class StatusJson
{
    private const string GenerationName = "generation";

    /// <summary>The status as UTF-8; the same bytes for the same list.</summary>
    public static byte[] Render(RootPage root) =>
        JsonText.Render(writer =>
        {
            JsonText.WriteInteger(writer, GenerationName, root.Generation);
            var times = root.Projects.SelectMany(project => project.Versions).Select(version => version.UploadTime);
            JsonText.WriteText(writer, "newest-upload-time", times.OfType<string>().Max(StringComparer.Ordinal));
            JsonText.WriteInteger(writer, "projects", root.Projects.Count);
            JsonText.WriteInteger(writer, "versions", root.Projects.Sum(project => (long)project.VersionCount));
            JsonText.WriteInteger(writer, "files", root.Projects.Sum(project => (long)project.FileCount));
            JsonText.WriteInteger(writer, "bytes", root.Projects.Sum(project => project.Size));
            writer.WriteStartObject("latest");
            foreach (var project in root.Projects)
            {
                JsonText.WriteText(writer, project.Name.Value, project.LatestVersion?.ToString());
            }

            writer.WriteEndObject();
        });

    /// <summary>The generation that a status was made from; 0 for bytes that are no status of ours.</summary>
    internal static long GenerationOf(byte[] bytes) =>
        JsonText.LoadObject(bytes, out _) is { } status
        && status.TryGetProperty(GenerationName, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var generation)
            ? Math.Max(generation, 0)
            : 0;
}
