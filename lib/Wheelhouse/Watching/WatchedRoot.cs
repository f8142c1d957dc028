using Wheelhouse.Names;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Watching;

/// <summary>What an index offers of something that users ask for.</summary>
/// <param name="Project">What they ask for.</param>
/// <param name="Latest">The newest version that is not yanked, final releases before all others; null when there is none.</param>
/// <param name="Uploaded">When its first file was published; null where no page says so.</param>
/// <param name="Offers">The wheels that are not yanked, with their <c>Requires-Python</c>; null where a wheel has none.</param>
public sealed record WatchedRoot(
    ProjectName Project,
    PythonVersion? Latest,
    DateTimeOffset? Uploaded,
    IReadOnlyList<(WheelFileName FileName, string? RequiresPython)> Offers
);
