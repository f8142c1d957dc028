using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>New pages are tried below a key of their own before the public ones change.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class GatedPublishes(StoreKind kind) : PublishingFixture
{
    private const int MoreThanAnyPublishNeeds = 500;

    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [Test]
    public async Task The_gate_sees_the_pages_as_they_will_be_while_users_see_the_old_ones()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var before = await store.ContentsAsync();
        var asked = 0;
        await PublishAsync(
            store,
            await ReleaseAsync("2.0"),
            async (_, root, token) =>
            {
                asked++;
                Assert.That(root, Does.StartWith("staging/").And.EndWith("/"));
                Assert.That(await PublicAsync(), Is.SupersetOf(before));
                var html = await TextAsync(store, root + "simple/torch/index.html");
                Assert.That(html, Does.Contain("torch-1.0-py3").And.Contain("torch-2.0-py3"));
                Assert.That(html, Does.Contain("href=\"../../../../packages/torch/torch-2.0-py3-none-any.whl#sha256="));
                Assert.That(await TextAsync(store, root + "simple/index.html"), Does.Contain("vllm"));
                var json = await TextAsync(store, root + "simple-json/torch/index.json");
                Assert.That(json, Does.Contain("\"../../../../packages/torch/torch-2.0-py3-none-any.whl\""));
            }
        );
        Assert.That(asked, Is.EqualTo(1));
        Assert.That(await StagedAsync(), Is.Empty);
        Assert.That(await TextAsync(store, "simple/torch/index.html"), Does.Contain("torch-2.0-py3"));
    }

    [Test]
    public async Task What_fails_at_the_gate_is_seen_by_nobody_and_may_come_again()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var before = await PagesAsync();
        var site = await ReleaseAsync("2.0");
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            PublishAsync(store, site, (_, _, _) => throw new InvalidOperationException("does not install"))
        );
        Assert.That(await PagesAsync(), Is.EqualTo(before));
        Assert.That(await StagedAsync(), Is.Empty);
        var result = await PublishAsync(store, site);
        Assert.That(result.FilesSent, Is.Empty, "the files were there from the first time");
        Assert.That((await VisibleIndex.ReadAsync(store)).Html, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task A_publish_that_changes_no_page_asks_no_gate()
    {
        var site = await ReleaseAsync("1.0");
        await PublishAsync(store, site);
        await PublishAsync(store, site, (_, _, _) => throw new InvalidOperationException("asked"));
    }

    [Test]
    public async Task Pages_that_cannot_be_removed_are_told_with_the_reason_of_the_trial()
    {
        var site = await ReleaseAsync("1.0");
        var failing = new UndeletableStore(store);
        var error = await Assert.ThrowsAsync<StagedPagesLeftException>(() =>
            PublishAsync(failing, site, (_, _, _) => throw new InvalidOperationException("does not install"))
        );
        Assert.That(error!.Message, Does.Contain("does not install").And.Contain("staging/"));
        Assert.That(await PagesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_kill_at_any_operation_is_noticed_by_nobody([Values] bool afterwards)
    {
        var (first, second) = (await ReleaseAsync("1.0"), await ReleaseAsync("2.0"));
        for (var killAt = 1; killAt < MoreThanAnyPublishNeeds; killAt++)
        {
            store = TestStores.Make(kind, Folder);
            await PublishAsync(store, first);
            var installable = (await VisibleIndex.ReadAsync(store)).Html;
            var completed = await TryPublishAsync(new KilledStore(store, killAt, afterwards), second);
            var visible = await VisibleIndex.ReadAsync(store);
            Assert.That(visible.Problems, Is.Empty, $"killed at operation {killAt}");
            Assert.That(visible.Html, Is.SupersetOf(installable), $"killed at operation {killAt}");
            await PublishAsync(store, second);
            Assert.That((await VisibleIndex.ReadAsync(store)).Html, Has.Count.EqualTo(6));
            if (completed)
            {
                Assert.That(killAt, Is.GreaterThan(40), "the publish had too few operations to test anything");
                return;
            }
        }

        Assert.Fail("the publish never came to its end");
    }

    private static async Task<PublishResult> PublishAsync(IObjectStore store, string site, InstallGate gate)
    {
        var publisher = new Publisher(store, new PublisherOptions { Gate = gate });
        return await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }

    private static async Task<bool> TryPublishAsync(IObjectStore store, string site)
    {
        try
        {
            await PublishAsync(store, site, (_, _, _) => Task.CompletedTask);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private async Task<Dictionary<string, string>> PublicAsync() =>
        (await store.ContentsAsync())
            .Where(row => !row.Key.StartsWith(IndexLayout.Staging, StringComparison.Ordinal))
            .ToDictionary();

    private async Task<Dictionary<string, string>> PagesAsync() =>
        (await PublicAsync())
            .Where(row => !row.Key.StartsWith(IndexLayout.Packages, StringComparison.Ordinal))
            .Where(row => !row.Key.StartsWith(IndexLayout.Claims, StringComparison.Ordinal))
            .ToDictionary();

    private async Task<IEnumerable<string>> StagedAsync() =>
        (await store.ContentsAsync()).Keys.Except((await PublicAsync()).Keys);

    /// <summary>A store that lets nobody delete.</summary>
    private sealed class UndeletableStore(IObjectStore store) : WatchedStore(store)
    {
        protected override Task<T> RunAsync<T>(Func<Task<T>> run) =>
            typeof(T) == typeof(bool)
                ? throw new StoreAccessDeniedException("delete", "staging/", Location, new IOException("no"))
                : run();
    }
}
