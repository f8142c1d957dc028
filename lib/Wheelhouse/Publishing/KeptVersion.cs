using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Publishing;

/// <summary>A version that the rules of a prune would let go, and that stays since another needs it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Version">The version.</param>
/// <param name="NeededBy">The project and version that is not installed as now without it.</param>
public sealed record KeptVersion(ProjectName Project, PythonVersion Version, string NeededBy);
