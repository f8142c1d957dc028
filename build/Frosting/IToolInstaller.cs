using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that a host asks for before its tasks run.</summary>
public interface IToolInstaller
{
    /// <summary>Installs one tool and lets Cake find it.</summary>
    /// <param name="tool">The tool's package.</param>
    /// <exception cref="FrostingException">No installer knows the package's scheme, or nothing came of it.</exception>
    void Install(PackageReference tool);
}
