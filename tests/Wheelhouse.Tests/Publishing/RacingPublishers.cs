using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Storage;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

public sealed class RacingPublishers : PublishingFixture
{
    [Test]
    public async Task Both_releases_are_there_afterwards([Values] StoreKind kind)
    {
        var sites = new[] { await ReleaseAsync("1.0"), await ReleaseAsync("2.0", TestWheel.Of("extra", "1.0")) };
        for (var round = 0; round < (kind == StoreKind.Folder ? 25 : 100); round++)
        {
            var store = TestStores.Make(kind, Folder);
            await Task.WhenAll(sites.Select(site => Task.Run(() => PublishAsync(store, site))));
            await AssertCompleteAsync(store, files: 7);
            foreach (var site in sites)
            {
                Assert.That((await new Publisher(store).PlanAsync(site, default)).IsEmpty, $"round {round}");
            }
        }
    }

    [Test]
    public async Task Another_may_publish_between_any_two_operations(
        [Values] StoreKind kind,
        [Values] bool first,
        [Values] bool overlapping
    )
    {
        var mine = await ReleaseAsync("2.0");
        var others = overlapping
            ? await ReleaseAsync("2.0", TestWheel.Of("extra", "1.0", "vllm==2.0"))
            : await ReleaseAsync("3.0", TestWheel.Of("extra", "1.0"));
        var old = await ReleaseAsync("1.0");
        for (var at = 1; ; at++)
        {
            var store = TestStores.Make(kind, Folder);
            if (!first)
            {
                await PublishAsync(store, old);
            }

            var interrupted = new InterruptedStore(store, at, () => PublishAsync(store, others));
            await PublishAsync(interrupted, mine);
            if (!interrupted.IsInterrupted)
            {
                Assert.That(at, Is.GreaterThan(20), "the publish had too few operations to test anything");
                return;
            }

            await AssertCompleteAsync(store, files: (first ? 0 : 3) + (overlapping ? 4 : 7));
        }
    }

    [Test]
    public async Task Many_publishers_lose_nothing_and_readers_never_notice([Values] StoreKind kind)
    {
        var store = TestStores.Make(kind, Folder);
        var sites = await Task.WhenAll(Enumerable.Range(1, 8).Select(version => ReleaseAsync($"{version}.0")));
        var publishing = Task.WhenAll(sites.Select(site => Task.Run(() => PublishAsync(store, site))));
        var reads = 0;
        while (!publishing.IsCompleted)
        {
            Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
            reads++;
        }

        await publishing;
        Assert.That(reads, Is.Positive);
        await AssertCompleteAsync(store, files: 24);
    }

    [Test]
    public async Task Generations_only_grow_on_every_page()
    {
        var store = new MemoryObjectStore();
        var sites = await Task.WhenAll(Enumerable.Range(1, 6).Select(version => ReleaseAsync($"{version}.0")));
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(sites.Select(site => Task.Run(() => PublishAsync(store, site))));
        }

        foreach (
            var page in store
                .Writes.Where(row => row.Key.StartsWith("simple", StringComparison.Ordinal) || row.Key == "index.html")
                .ToLookup(row => row.Key, row => row.Bytes)
        )
        {
            var generations = page.Select(bytes => GenerationOf(page.Key, bytes)).ToList();
            Assert.That(generations, Is.Ordered.And.Unique, page.Key);
        }
    }

    [Test]
    public async Task The_same_release_twice_at_once_is_published_once([Values] StoreKind kind)
    {
        var site = await ReleaseAsync("1.0");
        for (var round = 0; round < 20; round++)
        {
            var store = TestStores.Make(kind, Folder);
            var results = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(_ => Task.Run(() => PublishAsync(store, site)))
            );
            Assert.That(results.Sum(result => result.FilesSent.Count), Is.EqualTo(6));
            await AssertCompleteAsync(store, files: 3);
            var page = await TextAsync(store, "simple-json/torch/index.json");
            Assert.That(ProjectPageJson.Parse(Encoding.UTF8.GetBytes(page), "test").Generation, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Of_two_that_publish_other_bytes_under_one_name_one_is_refused([Values] StoreKind kind)
    {
        var sites = new[]
        {
            await TestSite.BuildAsync(Folder, TestWheel.Of("a", "1.0")),
            await TestSite.BuildAsync(Folder, TestWheel.Of("a", "1.0").Add("a/more.py", "changed = True\n")),
        };
        for (var round = 0; round < 20; round++)
        {
            var store = TestStores.Make(kind, Folder);
            var done = await Task.WhenAll(sites.Select(site => Task.Run(() => IsPublishedAsync(store, site))));
            Assert.That(done, Is.EquivalentTo(new[] { true, false }));
            await AssertCompleteAsync(store, files: 1);
        }
    }

    private static async Task<bool> IsPublishedAsync(IObjectStore store, string site)
    {
        try
        {
            await PublishAsync(store, site);
            return true;
        }
        catch (PublishRefusedException)
        {
            return false;
        }
    }

    private static async Task AssertCompleteAsync(IObjectStore store, int files)
    {
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(files));
        Assert.That(visible.Json, Is.EqualTo(visible.Html));
        var roots = await VisibleRoots.ReadAsync(store);
        Assert.That(roots.Problems, Is.Empty);
        var named = visible.Html.Select(file => file.Split('-')[0]).Distinct().ToList();
        foreach (var (key, projects) in roots.Projects)
        {
            Assert.That(projects, Is.EquivalentTo(named), key);
        }

        var root = RootPageJson.Parse(Encoding.UTF8.GetBytes(await TextAsync(store, IndexLayout.RootJson)), "test");
        Assert.That(
            await TextAsync(store, IndexLayout.RootHtml),
            Is.EqualTo(Encoding.UTF8.GetString(RootPageHtml.Render(root)))
        );
        Assert.That(
            await TextAsync(store, IndexLayout.Landing),
            Is.EqualTo(Encoding.UTF8.GetString(LandingPage.Render(root)))
        );
        foreach (var project in root.Projects)
        {
            var json = await TextAsync(store, IndexLayout.ProjectJson(project.Name));
            var page = ProjectPageJson.Parse(Encoding.UTF8.GetBytes(json), "test");
            var html = Encoding.UTF8.GetString(ProjectPageHtml.Render(page));
            Assert.That(await TextAsync(store, IndexLayout.ProjectHtml(project.Name)), Is.EqualTo(html));
            Assert.That(project.LatestVersion, Is.EqualTo(page.LatestVersion));
        }
    }

    private static long GenerationOf(string key, byte[] bytes)
    {
        if (!key.StartsWith("simple-json/", StringComparison.Ordinal))
        {
            return PageText.GenerationOfHtml(bytes);
        }

        return key is "simple-json/" or "simple-json/index.html" or IndexLayout.RootJson
            ? RootPageJson.Parse(bytes, key).Generation
            : ProjectPageJson.Parse(bytes, key).Generation;
    }
}
