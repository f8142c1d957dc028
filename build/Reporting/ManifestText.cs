using System.Globalization;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Reporting;

/// <summary>A folder of wheels as lines for people.</summary>
public static class ManifestText
{
    /// <summary>One line a wheel, and how many and how much there is.</summary>
    /// <param name="manifest">The manifest of the folder.</param>
    /// <param name="folder">The folder.</param>
    public static string Of(WheelManifest manifest, string folder) =>
        string.Join(
            '\n',
            [
                .. manifest.Entries.Select(entry =>
                    $"  {entry.FileName}  {ByteSize.Format(entry.Size)}{Renamed(entry)}"
                ),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{manifest.Entries.Count} wheels, {ByteSize.Format(manifest.Entries.Sum(entry => entry.Size))}: {folder}"
                ),
            ]
        );

    private static string Renamed(ManifestEntry entry) =>
        entry.OriginalFileName == entry.FileName ? string.Empty : $"  (was {entry.OriginalVersion})";
}
