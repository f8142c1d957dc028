using Wheelhouse.Files;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>Takes ready-made wheels into a folder of the run.</summary>
/// <remarks>
/// The files are copied, not linked: a later `cp` over the original would write through a link into everything made from it,
/// up to the store.
/// </remarks>
public static class WheelImport
{
    /// <summary>Copies wheels into a folder and writes its manifest.</summary>
    /// <param name="files">The wheels.</param>
    /// <param name="folder">The folder to replace.</param>
    /// <param name="cancellation">Stops it; the old folder stays.</param>
    /// <exception cref="WheelhouseException">A file is not a valid wheel.</exception>
    public static async Task<WheelManifest> RunAsync(
        IReadOnlyList<string> files,
        string folder,
        CancellationToken cancellation
    )
    {
        using var staged = WheelFolder.Stage(folder);
        var entries = new List<ManifestEntry>();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(staged.Path, Path.GetFileName(file));
            await using var source = File.OpenRead(file);
            var sha256 = await HashedCopy.WriteAsync(source, path, cancellation);
            _ = WheelFile.Read(path);
            entries.Add(ManifestEntry.Of(path, sha256, Path.GetFullPath(file)));
        }

        var manifest = new WheelManifest(entries);
        manifest.Write(staged.Path);
        staged.Commit();
        return manifest;
    }
}
