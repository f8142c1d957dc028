using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>
/// The files of an index that an installation could come to look at: those that meet a requirement, those that meet any
/// requirement of these, and so on. Markers are ignored, so on no machine an installation looks at more.
/// </summary>
internal sealed class ReachableFiles(IObjectStore store, PublisherOptions options)
{
    private readonly StoredNeeds needs = new(store, options);
    private readonly ConcurrentDictionary<ProjectName, ProjectPage?> pages = new();
    private readonly ConcurrentDictionary<WheelFileName, WheelFile?> wheels = new();
    private readonly HashSet<string> asked = [];

    /// <summary>The pages that were read, by project.</summary>
    public IReadOnlyDictionary<ProjectName, ProjectPage> Pages =>
        pages.Where(row => row.Value is not null).ToDictionary(row => row.Key, row => row.Value!);

    /// <summary>The files with what their METADATA says; a file whose METADATA the index does not have is left out.</summary>
    public IReadOnlyList<WheelFile> Wheels => [.. wheels.Values.OfType<WheelFile>()];

    /// <summary>Those of the files that are yanked.</summary>
    public IReadOnlySet<WheelFileName> Yanked =>
        Pages
            .Values.SelectMany(page => page.Files)
            .Where(file => file.Yanked is not null)
            .Select(file => file.FileName)
            .ToHashSet();

    /// <summary>Reads pages and METADATA, wave after wave.</summary>
    public async Task FindAsync(Requirement root, CancellationToken cancellationToken)
    {
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        IReadOnlyList<Requirement> wave = [root];
        while ((wave = [.. wave.Where(IsNew)]).Count > 0)
        {
            await Parallel.ForEachAsync(
                wave.Select(requirement => requirement.ProjectName).Distinct().Where(name => !pages.ContainsKey(name)),
                bounds,
                async (name, token) => pages[name] = await ReadPageAsync(name, token)
            );
            var next = new ConcurrentBag<Requirement>();
            await Parallel.ForEachAsync(
                wave.SelectMany(Matching).DistinctBy(file => file.FileName).ToList(),
                bounds,
                async (file, token) =>
                {
                    foreach (var requirement in await ReadNeedsAsync(file, token))
                    {
                        next.Add(requirement);
                    }
                }
            );
            wave = [.. next];
        }
    }

    private bool IsNew(Requirement requirement) => asked.Add($"{requirement.ProjectName}{requirement.Specifiers}");

    private IEnumerable<IndexFile> Matching(Requirement requirement) =>
        (pages[requirement.ProjectName]?.Files ?? []).Where(file =>
            !wheels.ContainsKey(file.FileName) && requirement.Specifiers.Contains(file.FileName.Version)
        );

    private Task<ProjectPage?> ReadPageAsync(ProjectName project, CancellationToken cancellationToken) =>
        new PageFlip<ProjectPage>(store, IndexPages.OfProject(project, store.HasKeysEndingInSlash), options).ReadAsync(
            cancellationToken
        );

    private async Task<IReadOnlyList<Requirement>> ReadNeedsAsync(IndexFile file, CancellationToken cancellationToken)
    {
        var metadata = await needs.ReadMetadataAsync(file, cancellationToken);
        wheels[file.FileName] = metadata is null
            ? null
            : new WheelFile(IndexLayout.Package(file.FileName), file.FileName, metadata, file.Size);
        return metadata?.RequiresDist ?? [];
    }
}
