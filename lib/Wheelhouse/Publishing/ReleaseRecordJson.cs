using System.Globalization;
using System.Text.Json;
using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Publishing;

/// <summary>
/// A run's record as JSON: <c>schema</c>, <c>run</c>, <c>action</c>, <c>finished</c> (UTC), <c>commit</c>, <c>rootGeneration</c> and
/// <c>pages</c>, each with its <c>project</c>, <c>generation</c> and the files <c>added</c>, <c>removed</c>, <c>yanked</c>,
/// <c>unyanked</c> as the index's pages write them.
/// </summary>
public static class ReleaseRecordJson
{
    private const long Schema = 1;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The record as UTF-8.</summary>
    public static byte[] Render(ReleaseRecord record) =>
        JsonText.Render(writer =>
        {
            JsonText.WriteInteger(writer, "schema", Schema);
            JsonText.WriteText(writer, "run", record.Run.ToString());
            JsonText.WriteText(writer, "action", record.Action.ToString());
            JsonText.WriteText(
                writer,
                "finished",
                record.Finished.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)
            );
            JsonText.WriteText(writer, "commit", record.Commit);
            JsonText.WriteInteger(writer, "rootGeneration", record.RootGeneration);
            writer.WriteStartArray("pages");
            foreach (var page in record.Pages)
            {
                writer.WriteStartObject();
                JsonText.WriteText(writer, "project", page.Project.Value);
                JsonText.WriteInteger(writer, "generation", page.Generation);
                WriteFiles(writer, "added", page.Added);
                WriteFiles(writer, "removed", page.Removed);
                WriteFiles(writer, "yanked", page.Yanked);
                WriteFiles(writer, "unyanked", page.Unyanked);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    /// <summary>Reads a record.</summary>
    /// <param name="bytes">The record as UTF-8.</param>
    /// <param name="where">Its key or path, for errors.</param>
    /// <exception cref="InvalidReleaseRecordException">It is not such a record; every problem is listed.</exception>
    public static ReleaseRecord Parse(byte[] bytes, string where)
    {
        if (JsonText.LoadObject(bytes, out var problem) is not { } json)
        {
            throw new InvalidReleaseRecordException([problem], where);
        }

        var problems = new List<string>();
        var fields = new JsonFields(json, problems);
        if (fields.Integer("schema") is { } schema and not Schema)
        {
            fields.Note($"the schema {schema} is not known here");
        }

        var run = RunId.TryParse(fields.Text("run", required: true), out var parsed) ? parsed : null;
        var isAction = Enum.TryParse<IndexAction>(fields.Text("action", required: true), out var action);
        var isTime = DateTimeOffset.TryParseExact(
            fields.Text("finished", required: true),
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var finished
        );
        var commit = fields.Text("commit");
        var root = fields.Integer("rootGeneration");
        var pages = fields.Objects("pages").Select(ReadPage).OfType<PageChange>().ToList();
        fields.RefuseRest();
        Note(fields, run is not null, "\"run\" is not the name of a run");
        Note(fields, isAction, "\"action\" is not known here");
        Note(fields, isTime, "\"finished\" is not a time like 2025-11-05T14:30:00Z");
        return problems.Count > 0 || run is null || root is null
            ? throw new InvalidReleaseRecordException(problems, where)
            : new ReleaseRecord(run, action, finished, root.Value, pages) { Commit = commit };
    }

    private static PageChange? ReadPage(JsonFields fields)
    {
        var isProject = ProjectName.TryParse(fields.Text("project", required: true), out var project);
        Note(fields, isProject, "\"project\" is not the name of a project");
        var generation = fields.Integer("generation");
        var (added, removed) = (ReadFiles(fields, "added"), ReadFiles(fields, "removed"));
        var (yanked, unyanked) = (ReadFiles(fields, "yanked"), ReadFiles(fields, "unyanked"));
        fields.RefuseRest();
        return project is null || generation is null
            ? null
            : new PageChange(project, generation.Value, added, removed, yanked, unyanked);
    }

    private static List<IndexFile> ReadFiles(JsonFields page, string name) =>
        [.. page.Objects(name, required: false).Select(ProjectPageJson.ReadFile).OfType<IndexFile>()];

    private static void WriteFiles(Utf8JsonWriter writer, string name, IReadOnlyList<IndexFile> files)
    {
        if (files.Count > 0)
        {
            writer.WriteStartArray(name);
            foreach (var file in files)
            {
                ProjectPageJson.WriteFile(writer, file);
            }

            writer.WriteEndArray();
        }
    }

    private static void Note(JsonFields fields, bool isRight, string problem)
    {
        if (!isRight)
        {
            fields.Note(problem);
        }
    }
}
