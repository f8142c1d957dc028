using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Index;

/// <summary>
/// One version's wheels require different things. An installer that resolves from one of them (Poetry does) may then install
/// another with requirements it has not seen.
/// </summary>
/// <param name="Project">The project.</param>
/// <param name="Version">The version.</param>
/// <param name="Differences">Each requirement that some of the wheels have and others have not, with the wheels that have it.</param>
public sealed record SiteWarning(ProjectName Project, PythonVersion Version, IReadOnlyList<string> Differences)
{
    /// <summary>The warning as a text of several lines.</summary>
    public override string ToString() =>
        $"The wheels of {Project} {Version} do not require the same:\n    {string.Join("\n    ", Differences)}";
}
