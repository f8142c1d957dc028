using System.Collections.Concurrent;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Publishing;

/// <summary>
/// Plans which versions leave a channel's pages, and which objects leave the store: the channel's pages kept for rollbacks and
/// its trials left over, once they are older than the grace time, and files that are older and that no page names, of any
/// channel, nor any page still kept for one. So a version's files go a grace time after its entry did.
/// </summary>
/// <param name="store">The store, not seen through a channel.</param>
/// <param name="options">How, and of which channel; the defaults when null.</param>
public sealed class PrunePlanner(IObjectStore store, PublisherOptions? options = null)
{
    private readonly PublisherOptions options = options ?? new PublisherOptions();

    /// <summary>Plans it.</summary>
    /// <exception cref="ArgumentException">The rules let every version go.</exception>
    /// <exception cref="IndexNotSoundException">Pages cannot be read, or METADATA is missing: what is needed cannot be told.</exception>
    /// <exception cref="StoreOperationFailedException">The store failed: nothing is taken for absent.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read.</exception>
    public async Task<PrunePlan> PlanAsync(PruneRules rules, CancellationToken cancellationToken)
    {
        if (rules.Keep is null && rules.OlderThan is null)
        {
            throw new ArgumentException("How many versions stay is to be told, or for how long", nameof(rules));
        }

        var status = await new StatusReader(store, options).ReadAsync(cancellationToken);
        RequireReadable(status);
        var pages = status.Channels.FirstOrDefault(row => row.Channel == options.Channel)?.Pages ?? [];
        var wheels = await ReadWheelsAsync(pages, cancellationToken);
        var selection = new PruneSelection(pages, wheels);
        var going = selection.Choose(rules, options.Time.GetUtcNow());
        return new PrunePlan(
            new ChangePlan(
                IndexAction.Prune,
                options.Channel.Of(store).Location,
                await StepsAsync(pages, going, cancellationToken)
            ),
            selection.Kept,
            await new PrunableObjects(store, options).ListAsync(status, rules.Grace, cancellationToken)
        );
    }

    // What cannot be read cannot be asked what it needs.
    internal static void RequireReadable(StoreStatus status)
    {
        List<Finding> unread =
        [
            .. status.Findings.Where(finding =>
                finding.Kind
                    is FindingKind.LostPage
                        or FindingKind.RestorablePage
                        or FindingKind.LostList
                        or FindingKind.MissingMetadata
            ),
        ];
        if (unread.Count > 0)
        {
            throw new IndexNotSoundException(unread, status.Location);
        }
    }

    private async Task<IReadOnlyList<WheelFile>> ReadWheelsAsync(
        IEnumerable<ProjectPage> pages,
        CancellationToken cancellationToken
    )
    {
        var needs = new StoredNeeds(store, options);
        var wheels = new ConcurrentBag<WheelFile>();
        await Parallel.ForEachAsync(
            pages.SelectMany(page => page.Files),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.ParallelTransfers,
                CancellationToken = cancellationToken,
            },
            async (file, token) =>
            {
                if (await needs.ReadMetadataAsync(file, token) is { } metadata)
                {
                    wheels.Add(new WheelFile(IndexLayout.Package(file.FileName), file.FileName, metadata, file.Size));
                }
            }
        );
        return [.. wheels];
    }

    private async Task<IReadOnlyList<PlannedChange>> StepsAsync(
        IEnumerable<ProjectPage> pages,
        ILookup<ProjectName, Versions.PythonVersion> going,
        CancellationToken cancellationToken
    )
    {
        var channel = options.Channel.Of(store);
        var changed = pages.Where(page => going[page.Name].Any()).ToDictionary(page => page.Name);
        var files = changed.Values.SelectMany(page => page.Files).ToLookup(file => file.FileName.Project);
        var order = await new StoredNeeds(store, options).OrderAsync(files, cancellationToken);
        return
        [
            .. order
                .Reverse()
                .Select(project => Without(changed[project], going[project].ToHashSet(), channel.Location)),
        ];
    }

    private static PlannedChange Without(ProjectPage page, HashSet<Versions.PythonVersion> going, string location) =>
        PlannedChange.Exactly(
            page,
            page.WithFiles(page.Files.Where(file => !going.Contains(file.FileName.Version))),
            location
        );
}
