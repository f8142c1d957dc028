using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>A version of a project that is to be the only one that a wheel takes.</summary>
/// <param name="Project">The project.</param>
/// <param name="Version">The version.</param>
public sealed record ProjectPin(ProjectName Project, PythonVersion Version)
{
    /// <summary>The pin as a requirement, such as <c>torch==2.9.0</c>.</summary>
    public override string ToString() => $"{Project}=={Version}";
}
