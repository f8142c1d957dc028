using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Collecting;

/// <summary>Brings every distribution of a pip report into one folder as a wheel: fetched, or built from its source.</summary>
/// <param name="fetcher">Fetches files.</param>
/// <param name="sourceBuild">Builds source distributions.</param>
public sealed class DependencyCollector(FileFetcher fetcher, SourceBuild sourceBuild)
{
    /// <summary>Collects.</summary>
    /// <param name="items">The distributions.</param>
    /// <param name="links">Where users fetch those from that stay with others.</param>
    /// <param name="folder">The folder for the wheels.</param>
    /// <param name="workFolder">A folder for sources and builds.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The manifest's entries.</returns>
    /// <exception cref="WheelhouseException">A file cannot be fetched, built or read, or is not the project it should be.</exception>
    public async Task<IReadOnlyList<ManifestEntry>> CollectAsync(
        IReadOnlyList<PipReportItem> items,
        IReadOnlyDictionary<ProjectName, Uri> links,
        string folder,
        string workFolder,
        CancellationToken cancellation
    )
    {
        var (wheels, sources) = (
            items.Where(item => item.IsWheel).ToList(),
            items.Where(item => !item.IsWheel).ToList()
        );
        var entries = new List<ManifestEntry>();
        foreach (var (item, path) in wheels.Zip(await fetcher.FetchAsync(wheels, folder, cancellation)))
        {
            entries.Add(
                Entry(item, path, item.Sha256!, Secrets.Mask(item.Url.AbsoluteUri)) with
                {
                    Link = links.GetValueOrDefault(item.Project),
                }
            );
        }

        var sourceFolder = Directory.CreateDirectory(Path.Combine(workFolder, "sources")).FullName;
        foreach (var (item, path) in sources.Zip(await fetcher.FetchAsync(sources, sourceFolder, cancellation)))
        {
            var built = sourceBuild.Build(path, workFolder, cancellation);
            var wheel = Path.Combine(folder, Path.GetFileName(built));
            File.Move(built, wheel);
            var sha256 = await FileSha256.ComputeAsync(wheel, cancellation);
            entries.Add(Entry(item, wheel, sha256, $"built from {Secrets.Mask(item.Url.AbsoluteUri)}"));
        }

        return entries;
    }

    private static ManifestEntry Entry(PipReportItem item, string path, string sha256, string origin)
    {
        var wheel = WheelFile.Read(path);
        return wheel.FileName.Project == item.Project && wheel.FileName.Version == item.Version
            ? ManifestEntry.Of(path, sha256, origin)
            : throw new UnexpectedWheelException(wheel, $"{item.Project} {item.Version}", origin);
    }
}
