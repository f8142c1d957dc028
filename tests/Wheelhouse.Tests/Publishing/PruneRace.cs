using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>
/// A publisher that finds all its files in the store already, named by no page and past their time of grace, and a prune that
/// is about to remove them: one is stopped before an operation, then the other, then both go on.
/// </summary>
/// <param name="store">A store with a release, and the files of the site.</param>
/// <param name="site">The site that is published.</param>
internal sealed class PruneRace(IObjectStore store, string site)
{
    private static readonly PruneRules AtOnce = new() { Keep = 1, Grace = TimeSpan.Zero };
    private static readonly PublisherOptions Impatient = new()
    {
        ParallelTransfers = 1,
        MostConflicts = 2,
        ConflictPause = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>How many objects the prune removed.</summary>
    public int Removed { get; private set; }

    /// <summary>What stopped the publisher at its first attempt, if anything did.</summary>
    public WheelhouseException? Refusal { get; private set; }

    /// <summary>How many operations the publisher, and the prune, did.</summary>
    public (int Publisher, int Prune) Operations { get; private set; }

    /// <summary>Puts the files of a site into a store, as a publisher that was killed leaves them.</summary>
    public static async Task LeaveFilesAsync(IObjectStore store, string site)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(site, "packages"), "*", SearchOption.AllDirectories))
        {
            await store.PutAsync(
                Path.GetRelativePath(site, path),
                ObjectContent.FromImmutableFile(path),
                new ObjectOptions("application/octet-stream"),
                PutCondition.IfAbsent,
                default
            );
        }
    }

    /// <summary>Runs both, and sees to it that no page ever names a file that is not there.</summary>
    /// <param name="publisherAt">Before which operation the publisher stops.</param>
    /// <param name="pruneAt">Before which operation the prune stops.</param>
    /// <param name="pruneFirst">Whether the prune begins, and ends before the publisher goes on.</param>
    public async Task RunAsync(int publisherAt, int pruneAt, bool pruneFirst)
    {
        var place = $"publisher at {publisherAt}, prune at {pruneAt}, {(pruneFirst ? "prune" : "publisher")} first";
        var publishing = new Actor(store, publisherAt, PublishAsync);
        var pruning = new Actor(store, pruneAt, PruneAsync);
        Actor[] order = pruneFirst ? [pruning, publishing] : [publishing, pruning];
        foreach (var actor in order)
        {
            await actor.BeginAsync();
        }

        foreach (var actor in order)
        {
            Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty, place);
            await actor.EndAsync();
        }

        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty, place);
        Operations = (publishing.Operations, pruning.Operations);
        if (Refusal is not null)
        {
            // As it says: again, now that the other has ended.
            var publisher = new Publisher(store, Impatient);
            await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
        }

        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty, place);
        Assert.That(visible.Html, Does.Contain("vllm-2.0-py3-none-any.whl"), place);
        Assert.That(await store.ListAsync("claims/", default).AnyAsync(), Is.False, place);
    }

    private async Task PublishAsync(IObjectStore seen)
    {
        try
        {
            var publisher = new Publisher(seen, Impatient);
            await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
        }
        catch (Exception error) when (error is FilesBeingRemovedException or PlanOutdatedException)
        {
            Refusal = (WheelhouseException)error;
        }
    }

    private async Task PruneAsync(IObjectStore seen)
    {
        try
        {
            var plan = await new PrunePlanner(seen, Impatient).PlanAsync(AtOnce, default);
            Removed = (await new Pruner(seen, Impatient).ApplyAsync(plan, AtOnce, default)).Count(row =>
                row.Key.StartsWith("packages/", StringComparison.Ordinal)
            );
        }
        catch (PlanOutdatedException)
        {
            // The publisher was faster; nothing was removed.
        }
    }

    private sealed class Actor(IObjectStore store, int stopBefore, Func<IObjectStore, Task> act)
    {
        private readonly SteppedStore seen = new(store, stopBefore);
        private Task acting = Task.CompletedTask;

        public int Operations => seen.Operations;

        public async Task BeginAsync()
        {
            acting = act(seen);
            await Task.WhenAny(acting, seen.Stopped);
        }

        public async Task EndAsync()
        {
            seen.Go();
            await acting;
        }
    }
}
