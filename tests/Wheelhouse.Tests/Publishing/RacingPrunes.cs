using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A prune removes files that others are about to name: every page's files are there, whoever is faster.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class RacingPrunes(StoreKind kind) : PublishingFixture
{
    private string first = "";
    private string second = "";

    [SetUp]
    public async Task BuildSites()
    {
        first = await ReleaseAsync("1.0");
        second = await ReleaseAsync("2.0");
    }

    [Test]
    public async Task Wherever_both_are_stopped_no_page_names_what_is_gone([Values] bool pruneFirst)
    {
        var whole = await RunAsync(int.MaxValue, int.MaxValue, pruneFirst: false);
        var (publisher, prune) = (
            whole.Operations.Publisher,
            (await RunAsync(int.MaxValue, int.MaxValue, true)).Operations.Prune
        );
        Assert.That(publisher, Is.GreaterThan(30));
        Assert.That(prune, Is.GreaterThan(30));
        // Folders are slow, and what they do is what buckets do.
        var (step, kept, removed, refused) = (kind == StoreKind.Folder ? 17 : 7, 0, 0, 0);
        for (var publisherAt = 1; publisherAt <= publisher; publisherAt += step)
        {
            for (var pruneAt = 1 + publisherAt % step; pruneAt <= prune; pruneAt += step)
            {
                var race = await RunAsync(publisherAt, pruneAt, pruneFirst);
                kept += race.Removed == 0 ? 1 : 0;
                removed += race.Removed > 0 ? 1 : 0;
                refused += race.Refusal is null ? 0 : 1;
            }
        }

        TestContext.Out.WriteLine(
            $"{kept} prunes kept the files, {removed} removed files, {refused} publishes were refused"
        );
        Assert.That(kept, Is.Positive);
        Assert.That(removed, Is.Positive);
        Assert.That(refused, Is.Positive);
    }

    [Test]
    public async Task What_a_killed_publisher_claimed_stays_and_the_next_takes_it()
    {
        var store = await StoreAsync();
        // The claim is its first write.
        await Assert.CatchAsync<KilledException>(() => PublishAsync(new KilledAfterWrite(store, "claims/"), second));
        var rules = new PruneRules { Keep = 1, Grace = TimeSpan.Zero };
        var plan = await new PrunePlanner(store).PlanAsync(rules, default);
        Assert.That(plan.Objects, Is.Not.Empty);
        var gone = await new Pruner(store).ApplyAsync(plan, rules, default);
        Assert.That(gone.Select(row => row.Key), Has.None.StartsWith("packages/"));
        Assert.That((await PublishAsync(store, second)).FilesSent, Is.Empty);
    }

    [Test]
    public async Task A_killed_claim_is_found_later_and_counts_for_nothing()
    {
        var store = await StoreAsync();
        await Assert.CatchAsync<KilledException>(() => PublishAsync(new KilledAfterWrite(store, "claims/"), second));
        Assert.That(
            (await new StatusReader(store).ReadAsync(default)).Findings.Select(row => row.Kind),
            Has.None.EqualTo(FindingKind.LeftClaim)
        );
        var later = new PublisherOptions { Time = new ClockAt(DateTimeOffset.UtcNow + TimeSpan.FromDays(31)) };
        var status = await new StatusReader(store, later).ReadAsync(default);
        Assert.That(status.Findings.Select(row => row.Kind), Has.Some.EqualTo(FindingKind.LeftClaim));
        Assert.That(status.IsSound);
        var rules = new PruneRules { Keep = 1 };
        var plan = await new PrunePlanner(store, later).PlanAsync(rules, default);
        Assert.That(plan.Objects.Select(row => row.Key), Has.Some.StartsWith("claims/"));
    }

    [Test]
    public async Task A_killed_prune_stops_who_needs_its_files_until_its_word_is_removed()
    {
        var store = await StoreAsync();
        var rules = new PruneRules { Keep = 1, Grace = TimeSpan.Zero };
        var killed = new KilledAfterWrite(store, "claims/");
        var plan = await new PrunePlanner(killed).PlanAsync(rules, default);
        await Assert.CatchAsync<KilledException>(() => new Pruner(killed).ApplyAsync(plan, rules, default));
        var before = await store.IndexAsync();
        var publisher = new Publisher(store, new PublisherOptions { MostConflicts = 2, ConflictPause = TimeSpan.Zero });
        var refused = await Assert.ThrowsAsync<FilesBeingRemovedException>(async () =>
            await publisher.ApplyAsync(await publisher.PlanAsync(second, default), null, default)
        );
        Assert.That(
            refused!.Message,
            Does.Contain("a prune is removing \"packages/").And.Contain("remove that object")
        );
        Assert.That(await store.IndexAsync(), Is.EqualTo(before));

        // Others are not concerned.
        await PublishAsync(store, await TestSiteAsync("other"));
        var claim = (await store.ListAsync("claims/", default).ToListAsync()).Single();
        Assert.That(refused.Message, Does.Contain(claim.Key));
        await store.DeleteAsync(claim.Key, default);
        await PublishAsync(store, second);
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
    }

    [Test]
    public async Task A_rollback_does_not_bring_back_what_is_gone_since_it_was_planned()
    {
        var store = TestStores.Make(kind, Folder);
        await PublishAsync(store, second);
        await PublishAsync(store, await TestSiteAsync("other"));
        var run = (await new ReleaseRecords(store).ReadAllAsync(default))[0].Run;
        var (wheels, later) = (new PruneRules { Keep = 1, Grace = TimeSpan.Zero }, await ReleaseAsync("3.0"));
        await PublishAsync(store, later);
        await new Pruner(store).ApplyAsync(
            await new PrunePlanner(store).PlanAsync(wheels with { Grace = TimeSpan.FromDays(1) }, default),
            wheels with
            {
                Grace = TimeSpan.FromDays(1),
            },
            default
        );
        var plan = await new RollbackPlanner(store).PlanAsync(run, default);
        await new Pruner(store).ApplyAsync(await new PrunePlanner(store).PlanAsync(wheels, default), wheels, default);
        var before = await store.ContentsAsync();
        var error = await Assert.ThrowsAsync<FilesRemovedException>(() =>
            new IndexChanger(store).ApplyAsync(plan, default)
        );
        Assert.That(error!.Files, Does.Contain("packages/torch/torch-2.0-py3-none-any.whl"));
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_run_of_more_than_a_day_names_nothing()
    {
        var store = await StoreAsync();
        var clock = new SetClock();
        var publisher = new Publisher(
            new InterruptedStore(store, 25, () => Task.FromResult(clock.Now += TimeSpan.FromHours(25))),
            new PublisherOptions { Time = clock }
        );
        var plan = await publisher.PlanAsync(second, default);
        await Assert.ThrowsAsync<RunTooLongException>(() => publisher.ApplyAsync(plan, null, default));
        Assert.That((await VisibleIndex.ReadAsync(store)).Html, Has.Count.LessThan(6));
        await PublishAsync(store, second);
    }

    private Task<string> TestSiteAsync(string name) =>
        Index.TestSite.BuildAsync(Folder, [Wheels.TestWheel.Of(name, "1.0")]);

    // With a release, and with files that a killed publisher left.
    private async Task<IObjectStore> StoreAsync()
    {
        var store = TestStores.Make(kind, Folder);
        await PublishAsync(store, first);
        await PruneRace.LeaveFilesAsync(store, second);
        return store;
    }

    private async Task<PruneRace> RunAsync(int publisherAt, int pruneAt, bool pruneFirst)
    {
        var race = new PruneRace(await StoreAsync(), second);
        await race.RunAsync(publisherAt, pruneAt, pruneFirst);
        return race;
    }

    /// <summary>Its user is killed after the first write below a folder.</summary>
    private sealed class KilledAfterWrite(IObjectStore store, string folder) : WatchedStore(store)
    {
        private bool isDead;

        protected override async Task<T> RunAsync<T>(Func<Task<T>> run)
        {
            if (isDead)
            {
                throw new KilledException();
            }

            var result = await run();
            if (result is PutResult && await Store.ListAsync(folder, default).AnyAsync())
            {
                isDead = true;
                throw new KilledException();
            }

            return result;
        }
    }
}
