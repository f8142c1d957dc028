using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>A version of a project in the list of projects.</summary>
/// <param name="Version">The version.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Size">The bytes of its files.</param>
public sealed record RootVersion(PythonVersion Version, int Files, long Size)
{
    /// <summary>The Pythons that it is for, as people say it: <c>3.12</c>, <c>3.9+</c>.</summary>
    public IReadOnlyList<string> Pythons { get; init; } = [];

    /// <summary>The ROCm that it was built with; null where it is not known.</summary>
    public string? Rocm { get; init; }

    /// <summary>What it has GPU code for; empty where none is known.</summary>
    public IReadOnlyList<string> GpuTargets { get; init; } = [];

    /// <summary>When its first file was uploaded, as the project's page gives it; null where it gives none.</summary>
    public string? UploadTime { get; init; }

    /// <summary>Why all of it is yanked, perhaps empty; null when there is a file that is not.</summary>
    public string? Yanked { get; init; }

    /// <summary>The index's own keys of this version that have no property here.</summary>
    public OwnKeys OwnKeys { get; init; } = OwnKeys.None;

    /// <summary>The version that these files are.</summary>
    /// <param name="files">All files of the version.</param>
    /// <param name="pythons">Says what Pythons they are for.</param>
    internal static RootVersion Of(IReadOnlyList<IndexFile> files, TargetPythons pythons) =>
        new(files[0].FileName.Version, files.Count, files.Sum(file => file.Size))
        {
            Pythons = pythons.Of(files),
            Rocm = files.Select(file => file.Rocm).OfType<string>().Distinct().ToList() is [var rocm] ? rocm : null,
            // Shorter first, so that gfx942 comes before gfx1100.
            GpuTargets =
            [
                .. files
                    .SelectMany(file => file.GpuTargets)
                    .Distinct()
                    .OrderBy(target => target.Length)
                    .ThenBy(target => target, StringComparer.Ordinal),
            ],
            UploadTime = files.Select(file => file.UploadTime).OfType<string>().Min(StringComparer.Ordinal),
            Yanked = files.Any(file => file.Yanked is null) ? null : files[0].Yanked,
        };
}
