using Spectre.Console.Rendering;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Reporting;

/// <summary>A folder of wheels as a table for people.</summary>
public static class ManifestText
{
    /// <summary>A row for each wheel, and how many and how much there is.</summary>
    /// <param name="manifest">The manifest of the folder.</param>
    /// <param name="folder">The folder.</param>
    public static IRenderable Of(WheelManifest manifest, string folder) =>
        Words.Below(
            new Listing("wheel", "size>", "").AddAll(
                manifest
                    .Entries.OrderBy(entry => entry.Project.Value, StringComparer.Ordinal)
                    .Select(entry => new[] { $"{entry.FileName}", ByteSize.Format(entry.Size), Renamed(entry) })
            ),
            Total(manifest, folder)
        );

    /// <summary>How many wheels there are, how large, and where.</summary>
    /// <param name="manifest">The manifest of the folder.</param>
    /// <param name="folder">The folder.</param>
    public static IRenderable Total(WheelManifest manifest, string folder) =>
        Words.Of(
            $"{Counted.Of(manifest.Entries.Count, "wheel")}, {ByteSize.Format(manifest.Entries.Sum(entry => entry.Size))}: {folder}"
        );

    private static string Renamed(ManifestEntry entry) =>
        entry.OriginalFileName == entry.FileName ? string.Empty : $"(was {entry.OriginalVersion})";
}
