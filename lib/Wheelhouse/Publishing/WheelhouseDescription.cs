using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>
/// What a release consists of, and what each wheel was made from, as it is published for everybody: by <c>wheelhouse.json</c> beside
/// the run's record, and beside the index by that of the latest run.
/// </summary>
/// <param name="Manifest">The wheels.</param>
public sealed record WheelhouseDescription(WheelManifest Manifest)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "wheelhouse.json";

    /// <summary>What users ask for, and the wheels are complete for.</summary>
    public IReadOnlyList<Requirement> Roots { get; init; } = [];

    /// <summary>The target that they are complete for, such as <c>cp312 manylinux_2_35_x86_64</c>; null where it is not known.</summary>
    public string? Environment { get; init; }

    /// <summary>Where the description of what a run published is.</summary>
    /// <param name="run">The run.</param>
    public static string KeyOf(RunId run) => $"{Index.IndexLayout.Releases}{run}/{FileName}";
}
