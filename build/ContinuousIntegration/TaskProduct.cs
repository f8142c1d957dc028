using Wheelhouse.Wheels;

namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>What a task made.</summary>
/// <param name="What">What it is, in a few words, such as <c>4 wheels</c>.</param>
/// <param name="Bytes">Its size; 0 where it has none.</param>
/// <param name="Cache">What the cache of builds came to; null where the task has nothing to do with it.</param>
public sealed record TaskProduct(string What, long Bytes = 0, string? Cache = null)
{
    /// <summary>A folder of wheels.</summary>
    /// <param name="manifest">What it holds.</param>
    public static TaskProduct Of(WheelManifest manifest) =>
        new(Counted.Of(manifest.Entries.Count, "wheel"), manifest.Entries.Sum(entry => entry.Size));
}
