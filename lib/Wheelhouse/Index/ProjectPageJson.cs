using System.Text.Json;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Index;

/// <summary>
/// A project's page as JSON, which is the truth that HTML is made from.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/#project-detail">project detail</see>.
/// </summary>
public static class ProjectPageJson
{
    /// <summary>The page as UTF-8; the same bytes for the same page.</summary>
    public static byte[] Render(ProjectPage page) =>
        JsonText.Render(writer =>
        {
            JsonText.WriteMeta(writer, page.Generation);
            JsonText.WriteText(writer, "name", page.Name.Value);
            WriteStatus(writer, page.Status);
            page.OwnKeys.WriteTo(writer);
            writer.WriteStartArray("versions");
            foreach (var version in page.Versions)
            {
                writer.WriteStringValue(version.ToString());
            }

            writer.WriteEndArray();
            writer.WriteStartArray("files");
            foreach (var file in page.Files)
            {
                WriteFile(writer, file);
            }

            writer.WriteEndArray();
        });

    /// <summary>Reads a page of an index of this program.</summary>
    /// <param name="bytes">The page as UTF-8.</param>
    /// <param name="where">The page's key or path, for errors.</param>
    /// <exception cref="InvalidIndexPageException">It is not such a page; every problem is listed. Nothing unknown is dropped silently.</exception>
    public static ProjectPage Parse(byte[] bytes, string where)
    {
        if (JsonText.LoadObject(bytes, out var problem) is not { } json)
        {
            throw new InvalidIndexPageException([problem], where);
        }

        var problems = new List<string>();
        var fields = new JsonFields(json, problems);
        var generation = PageMeta.Read(fields);
        var name = fields.Text("name", required: true);
        if (name is null || !ProjectName.TryParse(name, out var project) || project.Value != name)
        {
            fields.Note($"\"{name}\" is not a normalised project name");
            project = null;
        }

        var status = ReadStatus(fields);
        var versions = fields.Texts("versions");
        var files = fields.Objects("files").Select(ReadFile).ToList();
        var ownKeys = fields.Rest();
        if (problems.Count > 0 || project is null)
        {
            throw new InvalidIndexPageException(problems, where);
        }

        var page = CreateAt(where, project, files.OfType<IndexFile>(), generation, status, ownKeys);
        return page.Versions.Select(version => version.ToString()).SequenceEqual(versions)
            ? page
            : throw new InvalidIndexPageException(["\"versions\" are not those of \"files\""], where);
    }

    private static ProjectPage CreateAt(
        string where,
        ProjectName project,
        IEnumerable<IndexFile> files,
        long generation,
        ProjectStatus? status,
        OwnKeys ownKeys
    )
    {
        try
        {
            return ProjectPage.Create(project, files, generation, status, ownKeys);
        }
        catch (InvalidIndexPageException error)
        {
            throw new InvalidIndexPageException(error.Problems, where);
        }
    }

    private static ProjectStatus? ReadStatus(JsonFields page)
    {
        if (page.Object("project-status") is not { } fields)
        {
            return null;
        }

        var status = fields.Text("status", required: true);
        var reason = fields.Text("reason");
        fields.RefuseRest();
        return status is null ? null : new ProjectStatus(status, reason);
    }

    internal static IndexFile? ReadFile(JsonFields fields)
    {
        var name = fields.Text("filename", required: true);
        WheelFileName? fileName = null;
        if (name is not null && !WheelFileName.TryParse(name, out fileName))
        {
            fields.Note($"\"{name}\" is not the file name of a wheel");
        }

        var url = fields.Text("url", required: true);
        var hashes = fields.Object("hashes", required: true);
        var sha256 = hashes?.Text("sha256", required: true);
        hashes?.RefuseRest();
        var requiresPython = fields.Text("requires-python");
        var size = fields.Integer("size");
        var uploadTime = fields.Text("upload-time");
        var yanked = fields.Yanked();
        var metadata = fields.Object("core-metadata");
        var metadataSha256 = metadata?.Text("sha256", required: true);
        metadata?.RefuseRest();
        var provenance = fields.Text("provenance");
        var summary = fields.Text("_summary");
        var kept = fields.Object("_metadata");
        var keptSha256 = kept?.Text("sha256", required: true);
        kept?.RefuseRest();
        var rocm = fields.Text("_rocm");
        var gpuTargets = fields.Texts("_gpu", required: false);
        var ownKeys = fields.Rest();
        return fileName is null || url is null || sha256 is null || size is null
            ? null
            : new IndexFile(fileName, url, sha256, size.Value)
            {
                RequiresPython = requiresPython,
                CoreMetadataSha256 = metadataSha256,
                KeptMetadataSha256 = keptSha256,
                Yanked = yanked,
                UploadTime = uploadTime,
                Provenance = provenance,
                Summary = summary,
                Rocm = rocm,
                GpuTargets = gpuTargets,
                OwnKeys = ownKeys,
            };
    }

    private static void WriteStatus(Utf8JsonWriter writer, ProjectStatus? status)
    {
        if (status is not null)
        {
            writer.WriteStartObject("project-status");
            JsonText.WriteText(writer, "status", status.Status);
            JsonText.WriteText(writer, "reason", status.Reason);
            writer.WriteEndObject();
        }
    }

    internal static void WriteFile(Utf8JsonWriter writer, IndexFile file)
    {
        writer.WriteStartObject();
        JsonText.WriteText(writer, "filename", file.FileName.ToString());
        JsonText.WriteText(writer, "url", file.Url);
        WriteHashes(writer, "hashes", file.Sha256);
        JsonText.WriteText(writer, "requires-python", file.RequiresPython);
        JsonText.WriteInteger(writer, "size", file.Size);
        JsonText.WriteText(writer, "upload-time", file.UploadTime);
        JsonText.WriteYanked(writer, file.Yanked);
        WriteHashes(writer, "core-metadata", file.CoreMetadataSha256);
        JsonText.WriteText(writer, "provenance", file.Provenance);
        JsonText.WriteText(writer, "_summary", file.Summary);
        WriteHashes(writer, "_metadata", file.KeptMetadataSha256);
        JsonText.WriteText(writer, "_rocm", file.Rocm);
        JsonText.WriteTexts(writer, "_gpu", file.GpuTargets);
        file.OwnKeys.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void WriteHashes(Utf8JsonWriter writer, string name, string? sha256)
    {
        if (sha256 is not null)
        {
            writer.WriteStartObject(name);
            JsonText.WriteText(writer, "sha256", sha256);
            writer.WriteEndObject();
        }
    }
}
