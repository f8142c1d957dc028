using System.Text.Json;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>
/// The list of projects as JSON, which is the truth that HTML and the landing page are made from.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/#project-list">project list</see>.
/// </summary>
public static class RootPageJson
{
    internal const string Projects = "projects";

    /// <summary>The page as UTF-8, without white space, which would be half of it; the same bytes for the same list.</summary>
    public static byte[] Render(RootPage page) =>
        JsonText.RenderCompact(writer =>
        {
            JsonText.WriteMeta(writer, page.Generation);
            page.OwnKeys.WriteTo(writer);
            writer.WriteStartArray(Projects);
            foreach (var row in page.Rows)
            {
                if (row.Json.IsEmpty)
                {
                    WriteProject(writer, row.Project);
                }
                else
                {
                    writer.WriteRawValue(row.Json.Span, skipInputValidation: true);
                }
            }

            writer.WriteEndArray();
        });

    /// <summary>Reads a list of an index of this program.</summary>
    /// <param name="bytes">The page as UTF-8.</param>
    /// <param name="where">The page's key or path, for errors.</param>
    /// <exception cref="InvalidIndexPageException">It is not such a page; every problem is listed. Nothing unknown is dropped silently.</exception>
    public static RootPage Parse(byte[] bytes, string where) => RootListReader.TryRead(bytes) ?? ParseAny(bytes, where);

    private static RootPage ParseAny(byte[] bytes, string where)
    {
        if (JsonText.LoadObject(bytes, Projects, out var items, out var problem) is not { } json)
        {
            throw new InvalidIndexPageException([problem], where);
        }

        var problems = new List<string>();
        var fields = new JsonFields(json, problems);
        var generation = PageMeta.Read(fields);
        var projects = fields.ReadAll(Projects, items, ReadProject);
        var ownKeys = fields.Rest();
        return problems.Count > 0
            ? throw new InvalidIndexPageException(problems, where)
            : RootPage.Create(projects, generation, ownKeys);
    }

    private static RootProject? ReadProject(JsonFields fields)
    {
        var name = fields.Text("name", required: true);
        if (!ProjectName.TryParse(name, out var project) || project.Value != name)
        {
            fields.Note($"\"{name}\" is not a normalised project name");
            project = null;
        }

        var text = fields.Text("_latest");
        PythonVersion? latest = null;
        if (text is not null && !PythonVersion.TryParse(text, out latest))
        {
            fields.Note($"\"{text}\" is not a version");
        }

        var summary = fields.Text("_summary");
        var page = fields.Integer("_page", required: false);
        var count = fields.Integer("_version-count", required: false);
        var files = fields.Integer("_file-count", required: false);
        var size = fields.Integer("_size", required: false);
        var marks = ReadMarks(fields.Object("_marks"));
        var versions = fields.Objects("_versions", required: false).Select(ReadVersion).ToList();
        var ownKeys = fields.Rest();
        return project is null
            ? null
            : new RootProject(project, latest, summary)
            {
                PageGeneration = page ?? 0,
                Versions = [.. versions.OfType<RootVersion>()],
                VersionCount = (int)Math.Min(count ?? 0, int.MaxValue),
                FileCount = (int)Math.Min(files ?? 0, int.MaxValue),
                Size = size ?? 0,
                Marks = marks,
                OwnKeys = ownKeys,
            };
    }

    private static PageMarks? ReadMarks(JsonFields? fields)
    {
        var json = fields?.Text("json", required: true);
        var html = fields?.Text("html", required: true);
        var files = fields?.Text("files", required: true);
        fields?.RefuseRest();
        return json is null || html is null || files is null ? null : new PageMarks(json, html, files);
    }

    private static RootVersion? ReadVersion(JsonFields fields)
    {
        var text = fields.Text("version", required: true);
        if (!PythonVersion.TryParse(text, out var version))
        {
            fields.Note($"\"{text}\" is not a version");
        }

        var files = fields.Integer("files");
        var size = fields.Integer("size");
        var pythons = fields.Texts("python", required: false);
        var rocm = fields.Text("rocm");
        var gpuTargets = fields.Texts("gpu", required: false);
        var uploadTime = fields.Text("upload-time");
        var yanked = fields.Yanked();
        var ownKeys = fields.Rest();
        return version is null || files is null || size is null
            ? null
            : new RootVersion(version, (int)Math.Min(files.Value, int.MaxValue), size.Value)
            {
                Pythons = pythons,
                Rocm = rocm,
                GpuTargets = gpuTargets,
                UploadTime = uploadTime,
                Yanked = yanked,
                OwnKeys = ownKeys,
            };
    }

    private static void WriteProject(Utf8JsonWriter writer, RootProject project)
    {
        writer.WriteStartObject();
        JsonText.WriteText(writer, "name", project.Name.Value);
        JsonText.WriteText(writer, "_latest", project.LatestVersion?.ToString());
        JsonText.WriteText(writer, "_summary", project.Summary);
        if (project.PageGeneration > 0)
        {
            JsonText.WriteInteger(writer, "_page", project.PageGeneration);
            JsonText.WriteInteger(writer, "_version-count", project.VersionCount);
            JsonText.WriteInteger(writer, "_file-count", project.FileCount);
            JsonText.WriteInteger(writer, "_size", project.Size);
            WriteMarks(writer, project.Marks);
            writer.WriteStartArray("_versions");
            foreach (var version in project.Versions)
            {
                WriteVersion(writer, version);
            }

            writer.WriteEndArray();
        }

        project.OwnKeys.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void WriteMarks(Utf8JsonWriter writer, PageMarks? marks)
    {
        if (marks is not null)
        {
            writer.WriteStartObject("_marks");
            JsonText.WriteText(writer, "json", marks.JsonMd5);
            JsonText.WriteText(writer, "html", marks.HtmlMd5);
            JsonText.WriteText(writer, "files", marks.FilesSha256);
            writer.WriteEndObject();
        }
    }

    private static void WriteVersion(Utf8JsonWriter writer, RootVersion version)
    {
        writer.WriteStartObject();
        JsonText.WriteText(writer, "version", version.Version.ToString());
        JsonText.WriteInteger(writer, "files", version.Files);
        JsonText.WriteInteger(writer, "size", version.Size);
        JsonText.WriteTexts(writer, "python", version.Pythons);
        JsonText.WriteText(writer, "rocm", version.Rocm);
        JsonText.WriteTexts(writer, "gpu", version.GpuTargets);
        JsonText.WriteText(writer, "upload-time", version.UploadTime);
        JsonText.WriteYanked(writer, version.Yanked);
        version.OwnKeys.WriteTo(writer);
        writer.WriteEndObject();
    }
}
