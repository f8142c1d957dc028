using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Storage;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>
/// Runs that publish other bytes under one name to a store that looks whether something is there, and then writes whatever
/// came meanwhile, as some gateways do with files in parts.
/// </summary>
public sealed class RacingBytes : PublishingFixture
{
    private const string Wheel = "a-1.0-py3-none-any.whl";

    private static readonly PublisherOptions Impatient = new()
    {
        ParallelTransfers = 1,
        MostConflicts = 2,
        ConflictPause = TimeSpan.FromMilliseconds(1),
    };

    private MemoryObjectStore store = null!;
    private string site = "";
    private string other = "";

    [SetUp]
    public async Task BuildSites()
    {
        store = new MemoryObjectStore();
        site = await TestSite.BuildAsync(Folder, TestWheel.Of("a", "1.0"));
        other = await TestSite.BuildAsync(
            Folder,
            TestWheel.Of("a", "1.0").Add("a/more.py", "changed = True\n"),
            TestWheel.Of("b", "1.0")
        );
    }

    [Test]
    public async Task Wherever_both_are_stopped_pages_and_files_agree_and_one_at_most_is_published()
    {
        var (first, second) = await OperationsAsync();
        Assert.That(first, Is.GreaterThan(15));
        var (one, none) = (0, 0);
        for (var firstAt = 1; firstAt <= first; firstAt++)
        {
            for (var secondAt = 1; secondAt <= second; secondAt++)
            {
                store = new MemoryObjectStore();
                var place = $"the first at {firstAt}, the second at {secondAt}";
                var (mine, theirs) = (await BeginAsync(site, firstAt), await BeginAsync(other, secondAt));
                var done = new[] { await mine.EndAsync(), await theirs.EndAsync() };
                Assert.That(done, Has.None.EqualTo((true, true)).And.Some.EqualTo(false), place);
                Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty, place);
                Assert.That(await store.ListAsync("claims/", default).AnyAsync(), Is.False, place);
                if (done.Contains(true))
                {
                    one++;
                    continue;
                }

                none++;
                await PublishAsync(store, site);
                Assert.That((await VisibleIndex.ReadAsync(store)).Html, Is.EqualTo(new[] { Wheel }), place);
            }
        }

        TestContext.Out.WriteLine($"of {one + none} races {one} had one winner, {none} none");
        Assert.That(one, Is.GreaterThan(none));
    }

    [Test]
    public async Task Who_comes_second_is_told_of_the_first_while_it_tries_its_pages()
    {
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var gated = new PublisherOptions
        {
            Gate = async (_, _, _) =>
            {
                asked.SetResult();
                await go.Task;
            },
        };
        var publishing = Task.Run(() => PublishAsync(site, gated));
        await asked.Task;
        var claim = (await store.ListAsync("claims/", default).ToListAsync()).Single();
        var later = Impatient with { Time = new Later(TimeSpan.FromSeconds(1)) };
        var error = await Assert.ThrowsAsync<PublishRefusedException>(() => PublishAsync(other, later));
        var refused = error!.Files.Single(file => file.Name == Wheel);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.PublishedSha256, Is.EqualTo(Sha256Of(site)));
            Assert.That(refused.NewSha256, Is.EqualTo(Sha256Of(other)));
            Assert.That(refused.ClaimEnds, Is.EqualTo(claim.LastModified + TimeSpan.FromDays(2)));
            Assert.That(
                error.Message,
                Does.Contain($"{Wheel}: sha256 {Sha256Of(site)} in a run that is publishing it at this moment, ")
                    .And.Contain($"{Sha256Of(other)} in this one")
                    .And.Contain($"remove what it left: \"{claim.Key}\"")
                    .And.Contain("another version or build tag")
            );
            Assert.That(error.Files.Select(file => file.Name), Has.None.StartsWith("b-"));
            Assert.That((await store.ContentsAsync()).Keys, Has.None.StartsWith("packages/b/"), "nothing was sent");
        }

        go.SetResult();
        await publishing;
        Assert.That((await VisibleIndex.ReadAsync(store)).Html, Is.EqualTo(new[] { Wheel }));
    }

    [Test]
    public async Task Of_two_that_see_each_other_the_first_by_name_waits_and_goes_on()
    {
        // Both have written their claims when the first looks, and the second gives way.
        var second = await BeginAsync(other, 2, Impatient with { Time = new Later(TimeSpan.FromHours(1)) });
        var first = new Publisher(
            store,
            new PublisherOptions { MostConflicts = 1000, ConflictPause = TimeSpan.FromMilliseconds(1) }
        );
        var publishing = Task.Run(async () =>
            await first.ApplyAsync(await first.PlanAsync(site, default), null, default)
        );
        while (!publishing.IsCompleted && await store.ListAsync("claims/", default).CountAsync() < 2)
        {
            await Task.Delay(1);
        }

        Assert.That(await second.EndAsync(), Is.False);
        await publishing;
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
        Assert.That((await VisibleIndex.ReadAsync(store)).Html, Is.EqualTo(new[] { Wheel }));
    }

    [TestCase(47, true, true)]
    [TestCase(47, false, false)]
    [TestCase(49, false, true)]
    public async Task The_claim_of_a_killed_run_stops_other_bytes_for_two_days(int hours, bool same, bool passes)
    {
        var clock = new SetClock();
        store = new MemoryObjectStore { Time = clock };
        var options = Impatient with { Time = clock };
        var killed = new Publisher(new KilledStore(store, 1, afterwards: true), options);
        var plan = await new Publisher(store).PlanAsync(site, default);
        await Assert.CatchAsync<KilledException>(() => killed.ApplyAsync(plan, null, default));
        Assert.That((await store.ContentsAsync()).Keys.Single(), Does.StartWith("claims/"), "it had sent nothing");

        clock.Now += TimeSpan.FromHours(hours);
        if (passes)
        {
            await PublishAsync(same ? site : other, options);
            Assert.That((await VisibleIndex.ReadAsync(store)).Html, Has.Some.EqualTo(Wheel));
        }
        else
        {
            var error = await Assert.ThrowsAsync<PublishRefusedException>(() => PublishAsync(other, options));
            var end = clock.Now + TimeSpan.FromHours(48 - hours);
            Assert.That(error!.Message, Does.Contain($"which counts for nothing after {end:yyyy-MM-dd HH:mm} UTC"));
        }
    }

    [Test]
    public async Task A_claim_of_an_earlier_version_says_nothing_of_bytes_and_still_keeps_files()
    {
        await PutAsync(
            store,
            "claims/20260101T000000Z-000000.names",
            $"packages/a/{Wheel}\npackages/a/{Wheel}.metadata",
            "text/plain"
        );
        await PruneRace.LeaveFilesAsync(store, site);
        var rules = new PruneRules { Keep = 1, Grace = TimeSpan.Zero };
        await PublishAsync(store, await TestSite.BuildAsync(Folder, TestWheel.Of("c", "1.0")));
        var plan = await new PrunePlanner(store).PlanAsync(rules, default);
        Assert.That(plan.Objects.Select(row => row.Key), Does.Contain($"packages/a/{Wheel}"));
        var gone = await new Pruner(store).ApplyAsync(plan, rules, default);
        Assert.That(gone.Select(row => row.Key), Has.None.StartsWith("packages/"));
        await PublishAsync(site, Impatient);
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
    }

    private static string Sha256Of(string folder) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                File.ReadAllBytes(Path.Combine(folder, "packages", "a", Wheel))
            )
        );

    private async Task<(int First, int Second)> OperationsAsync()
    {
        var first = await BeginAsync(site, int.MaxValue);
        Assert.That(await first.EndAsync());
        store = new MemoryObjectStore();
        var second = await BeginAsync(other, int.MaxValue);
        Assert.That(await second.EndAsync());
        store = new MemoryObjectStore();
        return (first.Operations, second.Operations);
    }

    private async Task PublishAsync(string folder, PublisherOptions options)
    {
        var publisher = new Publisher(store, options);
        await publisher.ApplyAsync(await publisher.PlanAsync(folder, default), null, default);
    }

    // Begins to apply a plan, up to an operation.
    private async Task<Run> BeginAsync(string folder, int stopBefore, PublisherOptions? options = null)
    {
        var plan = await new Publisher(store).PlanAsync(folder, default);
        var seen = new SteppedStore(store, stopBefore);
        var run = new Run(
            seen,
            new Publisher(new LookingStore(seen), options ?? Impatient).ApplyAsync(plan, null, default)
        );
        await run.StopAsync();
        return run;
    }

    private sealed class Run(SteppedStore seen, Task applying)
    {
        public int Operations => seen.Operations;

        public Task<Task> StopAsync() => Task.WhenAny(applying, seen.Stopped);

        /// <summary>Lets it go on; false where it was refused.</summary>
        public async Task<bool> EndAsync()
        {
            seen.Go();
            try
            {
                await applying;
                return true;
            }
            catch (PublishRefusedException)
            {
                return false;
            }
        }
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
