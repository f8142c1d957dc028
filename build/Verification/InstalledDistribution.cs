using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Verification;

/// <summary>A distribution as it was installed.</summary>
/// <param name="Project">The project.</param>
/// <param name="Version">Its version.</param>
/// <param name="FileName">The wheel it came from.</param>
/// <param name="Sha256">The hash of that wheel, lower-case hexadecimal.</param>
public sealed record InstalledDistribution(ProjectName Project, PythonVersion Version, string FileName, string Sha256);
