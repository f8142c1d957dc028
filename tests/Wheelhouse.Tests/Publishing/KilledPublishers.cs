using Wheelhouse.Publishing;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A publisher is killed at each operation in turn: nobody may notice, and the next run must complete it.</summary>
public sealed class KilledPublishers : PublishingFixture
{
    private const int MoreThanAnyPublishNeeds = 500;

    // Two runs are compared to the last byte, and pages tell when a file was uploaded.
    private static readonly ClockAt Clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Test]
    public async Task Nobody_meets_a_broken_index_and_the_next_run_completes_it(
        [Values] StoreKind kind,
        [Values] bool afterwards
    )
    {
        var first = await ReleaseAsync("1.0");
        var second = await ReleaseAsync("2.0", TestWheel.Of("extra", "2.0", "vllm==2.0"));
        var whole = TestStores.Make(kind, Folder);
        await PublishAsync(whole, first, Clock);
        var installable = (await VisibleIndex.ReadAsync(whole)).Html;
        await PublishAsync(whole, second, Clock);
        var expected = await whole.IndexAsync();

        for (var killAt = 1; killAt < MoreThanAnyPublishNeeds; killAt++)
        {
            var store = TestStores.Make(kind, Folder);
            await PublishAsync(store, first, Clock);
            var completed = await TryPublishAsync(new KilledStore(store, killAt, afterwards), second);

            var visible = await VisibleIndex.ReadAsync(store);
            Assert.That(visible.Problems, Is.Empty, $"killed at operation {killAt}");
            Assert.That(visible.Html, Is.SupersetOf(installable), $"killed at operation {killAt}");
            Assert.That(visible.Json, Is.SupersetOf(visible.Html), $"killed at operation {killAt}");

            await PublishAsync(store, second, Clock);
            Assert.That(await store.IndexAsync(), Is.EqualTo(expected), $"killed at operation {killAt}");
            Assert.That((await new Publisher(store).PlanAsync(second, default)).IsEmpty);
            if (completed)
            {
                Assert.That(killAt, Is.GreaterThan(30), "the publish had too few operations to test anything");
                return;
            }
        }

        Assert.Fail("the publish never came to its end");
    }

    [Test]
    public async Task A_first_publish_is_completed_too([Values] StoreKind kind, [Values] bool afterwards)
    {
        var site = await ReleaseAsync("1.0");
        var whole = TestStores.Make(kind, Folder);
        await PublishAsync(whole, site, Clock);
        var expected = await whole.IndexAsync();

        for (var killAt = 1; killAt < MoreThanAnyPublishNeeds; killAt++)
        {
            var store = TestStores.Make(kind, Folder);
            var completed = await TryPublishAsync(new KilledStore(store, killAt, afterwards), site);
            Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty, $"killed at operation {killAt}");
            await PublishAsync(store, site, Clock);
            Assert.That(await store.IndexAsync(), Is.EqualTo(expected), $"killed at operation {killAt}");
            if (completed)
            {
                return;
            }
        }

        Assert.Fail("the publish never came to its end");
    }

    [Test]
    public async Task Another_release_may_follow_a_killed_one([Values] StoreKind kind)
    {
        var sites = new[] { await ReleaseAsync("1.0"), await ReleaseAsync("2.0"), await ReleaseAsync("3.0") };
        for (var killAt = 1; killAt < MoreThanAnyPublishNeeds; killAt++)
        {
            var store = TestStores.Make(kind, Folder);
            await PublishAsync(store, sites[0]);
            var completed = await TryPublishAsync(new KilledStore(store, killAt, afterwards: true), sites[1]);
            await PublishAsync(store, sites[2]);
            var visible = await VisibleIndex.ReadAsync(store);
            Assert.That(visible.Problems, Is.Empty, $"killed at operation {killAt}");
            Assert.That(visible.Json, Is.EqualTo(visible.Html), $"killed at operation {killAt}");
            Assert.That(
                visible.Html,
                Does.Contain("vllm-1.0-py3-none-any.whl").And.Contain("vllm-3.0-py3-none-any.whl")
            );
            if (completed)
            {
                return;
            }
        }

        Assert.Fail("the publish never came to its end");
    }

    [Test]
    public async Task A_release_of_another_project_mends_what_a_killed_one_left(
        [Values] StoreKind kind,
        [Values] bool isFirst
    )
    {
        var (first, second) = (await ReleaseAsync("1.0"), await ReleaseAsync("2.0", TestWheel.Of("extra", "2.0")));
        var other = await TestSite.BuildAsync(Folder, TestWheel.Of("other", "1.0", "extra"));
        for (var killAt = 1; killAt < MoreThanAnyPublishNeeds; killAt++)
        {
            var store = TestStores.Make(kind, Folder);
            if (!isFirst)
            {
                await PublishAsync(store, first);
            }

            var completed = await TryPublishAsync(new KilledStore(store, killAt, afterwards: true), second);
            await PublishAsync(store, other);
            var status = await new StatusReader(store).ReadAsync(default);
            Assert.That(
                status.Findings.Where(finding => finding.IsSeenByUsers),
                Is.Empty,
                $"killed at operation {killAt}"
            );
            if (completed)
            {
                return;
            }
        }

        Assert.Fail("the publish never came to its end");
    }

    [Test]
    public async Task A_cancelled_publish_stops_and_is_completed_by_the_next([Values] StoreKind kind)
    {
        var store = TestStores.Make(kind, Folder);
        var site = await ReleaseAsync("1.0");
        using var cancelled = new CancellationTokenSource();
        var publisher = new Publisher(store);
        var plan = await publisher.PlanAsync(site, default);
        var progress = new CancelAtFirstPage(cancelled);
        await Assert.CatchAsync<OperationCanceledException>(() =>
            publisher.ApplyAsync(plan, progress, cancelled.Token)
        );
        Assert.That((await VisibleIndex.ReadAsync(store)).Html, Is.EqualTo(new[] { "triton-1.0-py3-none-any.whl" }));
        await PublishAsync(store, site, Clock);
        Assert.That((await VisibleIndex.ReadAsync(store)).Html, Has.Count.EqualTo(3));
    }

    private static async Task<bool> TryPublishAsync(KilledStore store, string site)
    {
        try
        {
            await PublishAsync(store, site, Clock);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private sealed class CancelAtFirstPage(CancellationTokenSource source) : IProgress<PublishProgress>
    {
        public void Report(PublishProgress value)
        {
            if (value.Step == PublishStep.Pages)
            {
                source.Cancel();
            }
        }
    }
}
