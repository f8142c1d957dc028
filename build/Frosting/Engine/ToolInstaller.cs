using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Packaging;
using Cake.Core.Tooling;

namespace Cake.Frosting.Engine;

/// <summary>Installs tools with the first installer that knows their package's scheme.</summary>
internal sealed class ToolInstaller(
    ICakeEnvironment environment,
    ICakeConfiguration configuration,
    ICakeLog log,
    IToolLocator locator,
    IEnumerable<IPackageInstaller> installers
) : IToolInstaller
{
    public void Install(PackageReference tool)
    {
        var installer =
            installers.FirstOrDefault(candidate => candidate.CanInstall(tool, PackageType.Tool))
            ?? throw new FrostingException(
                $"No installer knows the scheme '{tool.Scheme}' of '{tool.OriginalString}'."
            );
        log.Debug("Installing tool '{0}'...", tool.Package);
        var files = installer.Install(tool, PackageType.Tool, configuration.GetToolPath(".", environment));
        if (files.Count == 0)
        {
            throw new FrostingException($"Installing the tool '{tool.Package}' gave no file.");
        }

        foreach (var file in files)
        {
            locator.RegisterFile(file.Path);
        }
    }
}
