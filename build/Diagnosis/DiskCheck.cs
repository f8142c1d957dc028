using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether there is room for the wheels of a release.</summary>
/// <param name="artifacts">The folder of artifacts, which need not be there yet.</param>
/// <param name="gigabytes">The room that is needed, in GB of 1000^3 bytes; null when nothing is built.</param>
public sealed class DiskCheck(string artifacts, int? gigabytes) : IMachineCheck
{
    private const long Gigabyte = 1_000_000_000;

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([
            Of(
                "disk of artifacts",
                artifacts,
                gigabytes,
                $"./build.cake-frosting --target=Clean --artifacts={artifacts}, or --artifacts=DIR on a larger disk"
            ),
        ]);

    /// <summary>Holds the free space at a folder against what is needed.</summary>
    /// <param name="name">What is looked at.</param>
    /// <param name="folder">The folder; where it is not there, its nearest parent counts.</param>
    /// <param name="gigabytes">What is needed; null for no need.</param>
    /// <param name="mend">What makes room.</param>
    internal static CheckResult Of(string name, string folder, int? gigabytes, string mend)
    {
        var there = folder;
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent)
        {
            there = parent;
        }

        var free = new DriveInfo(there).AvailableFreeSpace;
        var what = $"{ByteSize.Format(free)} free at {folder}";
        return gigabytes is not { } needed ? CheckResult.Ok(name, what)
            : free >= needed * Gigabyte ? CheckResult.Ok(name, $"{what}, {needed} GB needed")
            : CheckResult.Lacking(name, true, $"{what}, but the recipe needs {needed} GB", mend);
    }
}
