using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>What a manifest says of one wheel.</summary>
/// <param name="FileName">Its file name.</param>
/// <param name="Sha256">The hash of the file, lower-case hexadecimal.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Modified">When the file was last written, so that one that nobody touched is not read again.</param>
/// <param name="OriginalFileName">The file name before its version was rewritten.</param>
/// <param name="Origin">Where it comes from: a path, a URL, the digest of an image.</param>
public sealed record ManifestEntry(
    WheelFileName FileName,
    string Sha256,
    long Size,
    DateTime Modified,
    WheelFileName OriginalFileName,
    string Origin
)
{
    /// <summary>The project.</summary>
    public ProjectName Project => FileName.Project;

    /// <summary>The version.</summary>
    public PythonVersion Version => FileName.Version;

    /// <summary>The version before it was rewritten.</summary>
    public PythonVersion OriginalVersion => OriginalFileName.Version;

    /// <summary>The hash of the file before its version was rewritten, lower-case hexadecimal; null where it was not.</summary>
    public string? OriginalSha256 { get; init; }

    /// <summary>The projects whose requirements brought it in, in order; empty for what was given.</summary>
    public IReadOnlyList<ProjectName> RequiredBy { get; init; } = [];

    /// <summary>Where users fetch the file from, when an index only links to it; null where the index hosts it.</summary>
    public Uri? Link { get; init; }

    /// <summary>What it was built by; null where it was not built by a recipe.</summary>
    public BuildProvenance? Build { get; init; }

    /// <summary>Describes a wheel on disk.</summary>
    /// <param name="path">The wheel.</param>
    /// <param name="sha256">The hash of the file, lower-case hexadecimal.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <exception cref="InvalidWheelFileNameException">The file is not named as a wheel.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ManifestEntry Of(string path, string sha256, string origin)
    {
        var file = new FileInfo(path);
        var name = WheelFileName.Parse(file.Name);
        return new ManifestEntry(name, sha256, file.Length, file.LastWriteTimeUtc, name, origin);
    }
}
