using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>One wheel of a folder: what it is, and where it came from.</summary>
/// <param name="FileName">Its file name in the folder.</param>
/// <param name="Project">Its project, which the file name says too.</param>
/// <param name="Version">Its version, which the file name says too.</param>
/// <param name="Sha256">SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes in the file.</param>
/// <param name="Modified">The file's time of modification as <see cref="ModifiedOf"/> gives it.</param>
/// <param name="OriginalFileName">The file name it had before it was rewritten; the same where it was not.</param>
/// <param name="OriginalVersion">The version it had before it was rewritten; the same where it was not.</param>
/// <param name="OriginalSha256">SHA-256 of the file it was rewritten from, or null where that is not known.</param>
/// <param name="Origin">Where it came from: a path, a URL or an image's digest.</param>
/// <param name="RequiredBy">The projects that require it; empty for what was asked for itself.</param>
public sealed record ManifestEntry(
    WheelFileName FileName,
    ProjectName Project,
    PythonVersion Version,
    string Sha256,
    long Size,
    long Modified,
    WheelFileName OriginalFileName,
    PythonVersion OriginalVersion,
    string? OriginalSha256,
    string Origin,
    IReadOnlyList<ProjectName> RequiredBy
)
{
    /// <summary>The entry of a wheel that was rewritten or linked.</summary>
    /// <param name="wheel">The wheel, which is still where it was written.</param>
    /// <param name="originalSha256">SHA-256 of the file it was made from, or null where that is not known.</param>
    /// <param name="origin">Where that file came from: a path, a URL or an image's digest.</param>
    /// <param name="requiredBy">The projects that require it.</param>
    public static ManifestEntry Of(
        RewrittenWheel wheel,
        string? originalSha256,
        string origin,
        IReadOnlyList<ProjectName> requiredBy
    ) =>
        new(
            wheel.FileName,
            wheel.FileName.Project,
            wheel.FileName.Version,
            wheel.Sha256,
            wheel.Size,
            ModifiedOf(wheel.Path),
            wheel.OriginalFileName,
            wheel.OriginalVersion,
            originalSha256,
            origin,
            requiredBy
        );

    /// <summary>When a file was modified last, in units of 100 ns since the year 1, UTC: unchanged, it need not be hashed again.</summary>
    /// <param name="path">The file.</param>
    public static long ModifiedOf(string path) => File.GetLastWriteTimeUtc(path).Ticks;
}
