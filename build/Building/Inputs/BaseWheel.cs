using Wheelhouse.Names;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>A base wheel as vLLM's build knows it: by the version that it pins, and the bytes that left the base build.</summary>
/// <param name="Project">The project.</param>
/// <param name="Version">The version that users get.</param>
/// <param name="OriginalSha256">The hash before its version was rewritten, lower-case hexadecimal.</param>
public sealed record BaseWheel(ProjectName Project, PythonVersion Version, string OriginalSha256)
{
    /// <summary>It as an input of the build; how all of them come to their platform tags is one of its own.</summary>
    public KeyValuePair<string, string> Input =>
        KeyValuePair.Create($"base wheel {Project}", $"{Version} from {OriginalSha256}");

    /// <summary>How vLLM requires it.</summary>
    public ProjectPin Pin => new(Project, Version);

    /// <summary>A base wheel of a folder.</summary>
    /// <param name="entry">Its row of the manifest.</param>
    public static BaseWheel Of(ManifestEntry entry) =>
        new(entry.Project, entry.Version, entry.OriginalSha256 ?? entry.Sha256);
}
