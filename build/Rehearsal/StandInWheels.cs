using Wheelhouse.Build.Artifacts;

namespace Wheelhouse.Build.Rehearsal;

/// <summary>Tells stand-ins by their origin, and keeps them away from the stores of users.</summary>
public static class StandInWheels
{
    /// <summary>Makes sure that no stand-in is published to a store outside of the run's own folder.</summary>
    /// <param name="wheelhouse">What is published.</param>
    /// <param name="rehearsal">The folder that stand-ins are made in.</param>
    /// <param name="store">The folder of the store.</param>
    /// <param name="artifacts">The folder of the run.</param>
    /// <exception cref="StandInsPublishedException">There are stand-ins, and the store is elsewhere.</exception>
    public static void RefuseElsewhere(WheelFolder wheelhouse, string rehearsal, string store, string artifacts)
    {
        var standIns = In(wheelhouse, rehearsal).ToList();
        if (standIns.Count > 0 && !IsBelow(store, artifacts))
        {
            throw new StandInsPublishedException(standIns, store);
        }
    }

    /// <summary>The file names of the stand-ins in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="rehearsal">The folder that stand-ins are made in.</param>
    public static IEnumerable<string> In(WheelFolder folder, string rehearsal) =>
        folder.Manifest.Entries.Where(entry => IsBelow(entry.Origin, rehearsal)).Select(entry => $"{entry.FileName}");

    private static bool IsBelow(string path, string folder) =>
        (Uri.TryCreate(path, UriKind.Absolute, out var url) && url.IsFile ? url.LocalPath : path).StartsWith(
            folder + "/",
            StringComparison.Ordinal
        );
}
