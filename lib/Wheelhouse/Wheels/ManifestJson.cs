using Newtonsoft.Json;
using Wheelhouse.Names;

namespace Wheelhouse.Wheels;

/// <summary>The text of a manifest: deterministic when written, and read strictly.</summary>
internal static class ManifestJson
{
    /// <summary>2 brought <c>build</c>, 3 <c>link</c>; older manifests lack them.</summary>
    private const int SchemaVersion = 3;
    private const int OldestVersion = 1;

    public static string Render(WheelManifest manifest) =>
        JsonConvert.SerializeObject(
            new Document
            {
                SchemaVersion = SchemaVersion,
                Inputs = new SortedDictionary<string, string>(
                    manifest.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value),
                    StringComparer.Ordinal
                ),
                Files = [.. manifest.Entries.Select(Row.Of)],
            },
            Formatting.Indented
        ) + "\n";

    public static WheelManifest Parse(string text, string path)
    {
        try
        {
            var document = JsonConvert.DeserializeObject<Document>(
                text,
                new JsonSerializerSettings { MissingMemberHandling = MissingMemberHandling.Error }
            );
            return document switch
            {
                null => throw new InvalidManifestException("it is empty", path),
                { SchemaVersion: < OldestVersion or > SchemaVersion } => throw new InvalidManifestException(
                    $"its schemaVersion is {document.SchemaVersion}; {OldestVersion} to {SchemaVersion} are known",
                    path
                ),
                _ => new WheelManifest(document.Files.Select(row => row.ToEntry()), document.Inputs),
            };
        }
        catch (Exception error)
            when (error
                    is JsonException
                        or ArgumentException
                        or UriFormatException
                        or InvalidWheelFileNameException
                        or InvalidProjectNameException
            )
        {
            throw new InvalidManifestException(
                error is WheelhouseException known ? known.What : error.Message,
                path,
                error
            );
        }
    }

    [JsonObject(ItemRequired = Required.Always)]
    private sealed class Document
    {
        [JsonProperty("schemaVersion")]
        public int SchemaVersion { get; init; }

        [JsonProperty("inputs")]
        public SortedDictionary<string, string> Inputs { get; init; } = [];

        [JsonProperty("files")]
        public IReadOnlyList<Row> Files { get; init; } = [];
    }

    [JsonObject(ItemRequired = Required.Always)]
    private sealed class Row
    {
        [JsonProperty("fileName")]
        public string FileName { get; init; } = string.Empty;

        [JsonProperty("project")]
        public string Project { get; init; } = string.Empty;

        [JsonProperty("version")]
        public string Version { get; init; } = string.Empty;

        [JsonProperty("sha256")]
        public string Sha256 { get; init; } = string.Empty;

        [JsonProperty("size")]
        public long Size { get; init; }

        [JsonProperty("modifiedTicks")]
        public long ModifiedTicks { get; init; }

        [JsonProperty("originalFileName")]
        public string OriginalFileName { get; init; } = string.Empty;

        [JsonProperty("originalVersion")]
        public string OriginalVersion { get; init; } = string.Empty;

        [JsonProperty("originalSha256", Required = Required.AllowNull)]
        public string? OriginalSha256 { get; init; }

        [JsonProperty("origin")]
        public string Origin { get; init; } = string.Empty;

        [JsonProperty("requiredBy")]
        public IReadOnlyList<string> RequiredBy { get; init; } = [];

        [JsonProperty("link", Required = Required.DisallowNull, NullValueHandling = NullValueHandling.Ignore)]
        public string? Link { get; init; }

        [JsonProperty("build", Required = Required.DisallowNull, NullValueHandling = NullValueHandling.Ignore)]
        public BuildRow? Build { get; init; }

        public static Row Of(ManifestEntry entry) =>
            new()
            {
                FileName = entry.FileName.ToString(),
                Project = entry.Project.Value,
                Version = entry.Version.ToString(),
                Sha256 = entry.Sha256,
                Size = entry.Size,
                ModifiedTicks = entry.Modified.Ticks,
                OriginalFileName = entry.OriginalFileName.ToString(),
                OriginalVersion = entry.OriginalVersion.ToString(),
                OriginalSha256 = entry.OriginalSha256,
                Origin = entry.Origin,
                RequiredBy = [.. entry.RequiredBy.Select(project => project.Value)],
                Link = entry.Link?.AbsoluteUri,
                Build = entry.Build is { } build ? BuildRow.Of(build) : null,
            };

        // A file name is used as a path below the folder: only one that stays there is taken.
        public ManifestEntry ToEntry() =>
            Path.GetFileName(FileName) == FileName
                ? new ManifestEntry(
                    WheelFileName.Parse(FileName),
                    Sha256,
                    Size,
                    new DateTime(ModifiedTicks, DateTimeKind.Utc),
                    WheelFileName.Parse(OriginalFileName),
                    Origin
                )
                {
                    OriginalSha256 = OriginalSha256,
                    RequiredBy = [.. RequiredBy.Select(ProjectName.Parse)],
                    Link = Link is null ? null : new Uri(Link),
                    Build = Build?.ToProvenance(),
                }
                : throw new ArgumentException($"'{FileName}' is not the name of a file");
    }

    [JsonObject(ItemRequired = Required.Always)]
    private sealed class BuildRow
    {
        [JsonProperty("recipe")]
        public string Recipe { get; init; } = string.Empty;

        [JsonProperty("recipeSha256")]
        public string RecipeSha256 { get; init; } = string.Empty;

        [JsonProperty("imageDigest")]
        public string ImageDigest { get; init; } = string.Empty;

        [JsonProperty("commits")]
        public IReadOnlyDictionary<string, string> Commits { get; init; } = new Dictionary<string, string>();

        [JsonProperty("arguments")]
        public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

        public static BuildRow Of(BuildProvenance build) =>
            new()
            {
                Recipe = build.Recipe,
                RecipeSha256 = build.RecipeSha256,
                ImageDigest = build.ImageDigest,
                Commits = build.Commits,
                Arguments = build.Arguments,
            };

        public BuildProvenance ToProvenance() => new(Recipe, RecipeSha256, ImageDigest, Commits, Arguments);
    }
}
