using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>The JSON of a manifest. What is written is read, and nothing else.</summary>
internal static class ManifestJson
{
    public static byte[] Write(WheelManifest manifest)
    {
        var root = new JObject
        {
            ["schemaVersion"] = WheelManifest.SchemaVersion,
            ["wheels"] = new JArray(
                manifest.Entries.OrderBy(entry => entry.FileName.ToString(), StringComparer.Ordinal).Select(Write)
            ),
        };
        using var text = new StringWriter { NewLine = "\n" };
        using var json = new JsonTextWriter(text) { Formatting = Formatting.Indented };
        root.WriteTo(json);
        return Encoding.UTF8.GetBytes($"{text}\n");
    }

    public static WheelManifest Read(string path)
    {
        var root = new ManifestObject(Load(path), path);
        root.RequireKeys("schemaVersion", "wheels");
        var schemaVersion = root.Number("schemaVersion");
        if (schemaVersion != WheelManifest.SchemaVersion)
        {
            throw root.Invalid("schemaVersion", $"is {schemaVersion}, not {WheelManifest.SchemaVersion}");
        }

        var entries = new List<ManifestEntry>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var renames = new Dictionary<(ProjectName, PythonVersion), PythonVersion>();
        foreach (var wheel in root.Objects("wheels"))
        {
            var entry = ReadEntry(wheel);
            if (!names.Add(entry.FileName.ToString()))
            {
                throw wheel.Invalid("fileName", $"comes twice: '{entry.FileName}'");
            }

            if (
                !renames.TryAdd((entry.Project, entry.OriginalVersion), entry.Version)
                && renames[(entry.Project, entry.OriginalVersion)] != entry.Version
            )
            {
                throw wheel.Invalid("originalVersion", $"became two versions: '{entry.OriginalVersion}'");
            }

            entries.Add(entry);
        }

        return new WheelManifest(entries);
    }

    private static JObject Write(ManifestEntry entry) =>
        new()
        {
            ["fileName"] = entry.FileName.ToString(),
            ["project"] = entry.Project.Value,
            ["version"] = entry.Version.ToString(),
            ["sha256"] = entry.Sha256,
            ["size"] = entry.Size,
            ["modified"] = entry.Modified,
            ["originalFileName"] = entry.OriginalFileName.ToString(),
            ["originalVersion"] = entry.OriginalVersion.ToString(),
            ["originalSha256"] = entry.OriginalSha256,
            ["origin"] = entry.Origin,
            ["requiredBy"] = new JArray(entry.RequiredBy.Distinct().Order().Select(project => project.Value)),
        };

    private static ManifestEntry ReadEntry(ManifestObject wheel)
    {
        wheel.RequireKeys(
            "fileName",
            "project",
            "version",
            "sha256",
            "size",
            "modified",
            "originalFileName",
            "originalVersion",
            "originalSha256",
            "origin",
            "requiredBy"
        );
        var entry = new ManifestEntry(
            wheel.Value("fileName", ReadFileName),
            wheel.Value("project", ProjectName.Parse),
            wheel.Value("version", PythonVersion.Parse),
            wheel.Sha256("sha256"),
            wheel.Number("size"),
            wheel.Number("modified"),
            wheel.Value("originalFileName", ReadFileName),
            wheel.Value("originalVersion", PythonVersion.Parse),
            wheel.IsNull("originalSha256") ? null : wheel.Sha256("originalSha256"),
            wheel.Value("origin", text => text),
            wheel.Values("requiredBy", ProjectName.Parse)
        );
        if (entry.Project != entry.FileName.Project || entry.Version != entry.FileName.Version)
        {
            throw wheel.Invalid(
                "fileName",
                $"is '{entry.FileName}', but the entry is of {entry.Project} {entry.Version}"
            );
        }

        return entry;
    }

    /// <summary>The standard allows slashes in tags; a name that leaves its folder is none of a file here.</summary>
    private static WheelFileName ReadFileName(string text)
    {
        var name = WheelFileName.Parse(text);
        return text.AsSpan().IndexOfAny('/', '\\', '\0') < 0
            ? name
            : throw new InvalidWheelFileNameException(text, "it is a path");
    }

    private static JObject Load(string path)
    {
        try
        {
            using var json = new JsonTextReader(
                new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true))
            )
            {
                DateParseHandling = DateParseHandling.None,
            };
            var settings = new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };
            var root = JObject.Load(json, settings);
            return json.Read()
                ? throw new InvalidManifestException("text follows the manifest", path, json.LineNumber)
                : root;
        }
        catch (JsonReaderException fault)
        {
            throw new InvalidManifestException(
                $"this is no JSON object: {fault.Message}",
                path,
                fault.LineNumber,
                fault
            );
        }
        catch (DecoderFallbackException fault)
        {
            throw new InvalidManifestException("the text is not UTF-8", path, 0, fault);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidManifestException("the manifest is missing", path, 0, fault);
        }
    }
}
