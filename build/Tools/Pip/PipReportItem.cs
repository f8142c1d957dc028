using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tools.Pip;

/// <summary>One distribution of a pip report.</summary>
/// <param name="Project">The project.</param>
/// <param name="Version">Its version.</param>
/// <param name="Url">Where the file comes from, without credentials.</param>
/// <param name="Sha256">The hash of the file, lower-case hexadecimal; null where pip gives none.</param>
/// <param name="RequiresDist">The requirements of its metadata.</param>
public sealed record PipReportItem(
    ProjectName Project,
    PythonVersion Version,
    Uri Url,
    string? Sha256,
    IReadOnlyList<Requirement> RequiresDist
)
{
    /// <summary>The name of the file.</summary>
    public string FileName => Uri.UnescapeDataString(Url.Segments[^1]);

    /// <summary>Whether the file is a wheel; a source distribution, a folder or a repository is none.</summary>
    public bool IsWheel => FileName.EndsWith(".whl", StringComparison.Ordinal);
}
