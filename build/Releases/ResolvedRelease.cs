using Newtonsoft.Json;
using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Releases;

/// <summary><c>release.json</c>: what is released, down to its commit.</summary>
/// <param name="Project">The project, in normal form.</param>
/// <param name="Tag">The tag; null where the commit has none.</param>
/// <param name="Commit">The commit: 40 hexadecimal digits; in a plan also <see cref="UnknownCommit"/>.</param>
/// <param name="Version">The version of the tag; null where there is none.</param>
/// <param name="Repository">The clone address.</param>
public sealed record ResolvedRelease(string Project, string? Tag, string Commit, string? Version, string Repository)
{
    /// <summary>What a plan has in place of a commit that only the repository can tell.</summary>
    public const string UnknownCommit = "COMMIT";

    /// <summary>Writes it, but for the secrets of the clone address: later runs take nothing from there.</summary>
    /// <param name="path">The file; its folder is made.</param>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Secrets.Mask(ToJson()) + "\n");
    }

    /// <summary>It as JSON, as it is recorded.</summary>
    public string ToJson() => JsonConvert.SerializeObject(this, Settings);

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputNotReadyException">It is missing or damaged.</exception>
    public static ResolvedRelease Read(string path)
    {
        try
        {
            return
                JsonConvert.DeserializeObject<ResolvedRelease>(File.ReadAllText(path), Settings)
                    is { Project: not null, Commit: not null, Repository: not null } release
                ? release
                : throw new JsonException("it lacks its project, commit or repository");
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new InputNotReadyException("what is released is not recorded", path, "Resolve-Release", error);
        }
    }

    private static JsonSerializerSettings Settings =>
        new()
        {
            Formatting = Formatting.Indented,
            ContractResolver = new Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver(),
        };
}
