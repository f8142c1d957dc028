using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Pip;

namespace Wheelhouse.Build.Collecting;

/// <summary>Builds wheels from source distributions with `pip wheel`.</summary>
/// <param name="pip">Runs pip.</param>
/// <param name="python">The interpreter whose pip runs.</param>
/// <param name="sources">Where build dependencies may come from.</param>
public sealed class SourceBuild(PipRunner pip, string python, PackageSources sources)
{
    /// <summary>Builds one wheel, without its dependencies.</summary>
    /// <param name="sourceDistribution">The path of the source distribution.</param>
    /// <param name="workFolder">A folder for the build.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The path of the wheel in a folder of its own.</returns>
    /// <exception cref="ToolFailedException">The build failed.</exception>
    public string Build(string sourceDistribution, string workFolder, CancellationToken cancellation)
    {
        var folder = FolderOf(sourceDistribution, workFolder);
        Directory.CreateDirectory(folder);
        var result = Run(sourceDistribution, folder, cancellation);
        return result.ExitCode == 0
            ? Directory.EnumerateFiles(folder, "*.whl").Single()
            : throw new ToolFailedException(
                "pip wheel",
                result.Command,
                result.ExitCode,
                result.Output,
                $"'{Path.GetFileName(sourceDistribution)}' is published as source only: give a wheel of it in a --find-links"
                    + " folder, or what its build needs"
            );
    }

    /// <summary>Tells what building a source distribution would run, where pip only tells its commands.</summary>
    /// <param name="sourceDistribution">The path that it would have.</param>
    /// <param name="workFolder">The folder for the build.</param>
    internal void Tell(string sourceDistribution, string workFolder) =>
        Run(sourceDistribution, FolderOf(sourceDistribution, workFolder), CancellationToken.None);

    private static string FolderOf(string sourceDistribution, string workFolder) =>
        Path.Combine(workFolder, Path.GetFileName(sourceDistribution) + ".wheel");

    private ToolResult Run(string sourceDistribution, string folder, CancellationToken cancellation) =>
        pip.Wheel(
            python,
            new PipSettings
            {
                NoDependencies = true,
                NoCache = true,
                IndexUrl = sources.IndexUrl,
                ExtraIndexUrls = sources.ExtraIndexUrls,
                FindLinks = sources.FindLinks,
                NoIndex = sources.NoIndex,
                WheelFolder = folder,
            },
            [sourceDistribution],
            cancellation
        );
}
