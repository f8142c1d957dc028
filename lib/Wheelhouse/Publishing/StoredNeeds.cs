using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>What published files need, by the METADATA that lies beside them in the store.</summary>
internal sealed class StoredNeeds(IObjectStore store, PublisherOptions options)
{
    // METADATA holds the project's whole description; some have a few MB.
    private const int MostBytes = 1 << 26;

    /// <summary>The projects of files in the order in which their pages may gain these: what is needed first.</summary>
    /// <param name="files">The files by project.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ProjectName>> OrderAsync(
        ILookup<ProjectName, IndexFile> files,
        CancellationToken cancellationToken
    )
    {
        var needs = files.ToDictionary(group => group.Key, _ => new ConcurrentBag<ProjectName>());
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.ParallelTransfers,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            files.SelectMany(group => group),
            bounds,
            async (file, token) =>
            {
                foreach (var requirement in (await ReadMetadataAsync(file, token))?.RequiresDist ?? [])
                {
                    // Markers are ignored: a need that holds somewhere is a need.
                    needs[file.FileName.Project].Add(requirement.ProjectName);
                }
            }
        );
        return DependencyOrder.Of(
            needs.ToDictionary(row => row.Key, row => (IReadOnlySet<ProjectName>)row.Value.ToHashSet())
        );
    }

    /// <summary>A file's METADATA; null for a file that the index has no METADATA of.</summary>
    public async Task<CoreMetadata?> ReadMetadataAsync(IndexFile file, CancellationToken cancellationToken)
    {
        if (file.SidecarSha256 is null)
        {
            return null;
        }

        var key = IndexLayout.Sidecar(file.FileName);
        await using var found = await store.GetAsync(key, cancellationToken);
        return found is null
            ? null
            : CoreMetadata.Parse(await found.ReadBytesAsync(MostBytes, cancellationToken), $"{store.Location}: {key}");
    }
}
