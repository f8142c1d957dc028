using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Storage;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class Publishers(StoreKind kind) : PublishingFixture
{
    private const string TritonJson = "simple-json/triton/index.json";
    private const string TritonHtml = "simple/triton/index.html";

    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [Test]
    public async Task A_first_publish_makes_the_store_what_the_site_is()
    {
        var site = await ReleaseAsync("1.0");
        var result = await PublishAsync(store, site);
        var contents = await store.ContentsAsync();
        foreach (var file in Directory.EnumerateFiles(site, "*", SearchOption.AllDirectories))
        {
            var key = Path.GetRelativePath(site, file);
            Assert.That(contents, Does.ContainKey(key));
            if (!key.EndsWith("index.json", StringComparison.Ordinal) && key != IndexLayout.Landing)
            {
                Assert.That(contents[key], Is.EqualTo(Convert.ToBase64String(File.ReadAllBytes(file))), key);
            }
        }

        Assert.That(result.FilesSent, Has.Count.EqualTo(6));
        Assert.That(result.BytesSent, Is.EqualTo(PackagesOf(site).Sum(file => file.Length)));
        Assert.That(result.Conflicts, Is.Zero);
    }

    [Test]
    public async Task Every_page_stands_under_both_its_keys_where_the_store_can()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var contents = await store.ContentsAsync();
        foreach (
            var key in contents.Keys.Where(key =>
                key.StartsWith("simple", StringComparison.Ordinal) && !key.EndsWith('/')
            )
        )
        {
            var folder = key[..(key.LastIndexOf('/') + 1)];
            Assert.That(
                contents.GetValueOrDefault(folder),
                Is.EqualTo(store.HasKeysEndingInSlash ? contents[key] : null)
            );
        }
    }

    [Test]
    public async Task A_plan_changes_nothing_and_tells_all()
    {
        var site = await ReleaseAsync("1.0");
        var plan = await new Publisher(store).PlanAsync(site, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await store.ContentsAsync(), Is.Empty);
            Assert.That(plan.IsEmpty, Is.False);
            Assert.That(plan.NewFiles.Count(), Is.EqualTo(3));
            Assert.That(plan.BytesToSend, Is.EqualTo(PackagesOf(site).Sum(file => file.Length)));
            Assert.That(
                plan.ChangedPages.Select(page => $"{page.Project} {page.PublishedGeneration}->{page.Generation}"),
                Is.EqualTo(new[] { "triton 0->1", "torch 0->1", "vllm 0->1" })
            );
            Assert.That(
                plan.ToString(),
                Does.Contain("3 wheels and 3 metadata files to send").And.Contain("send vllm-1.0-py3-none-any.whl")
            );
        }
    }

    [Test]
    public async Task Pages_are_written_in_the_order_of_the_plan()
    {
        var site = await ReleaseAsync("1.0");
        var publisher = new Publisher(store);
        var plan = await publisher.PlanAsync(site, default);
        var result = await publisher.ApplyAsync(plan, null, default);
        Assert.That(result.PagesWritten, Is.EqualTo(plan.Pages.SelectMany(page => page.Keys).Concat(plan.RootKeys)));
        Assert.That(result.PagesWritten[0], Is.EqualTo(TritonJson));
        Assert.That(result.PagesWritten[^1], Is.EqualTo(IndexLayout.Status));
    }

    [Test]
    public async Task A_second_publish_writes_nothing_and_says_so()
    {
        var site = await ReleaseAsync("1.0");
        await PublishAsync(store, site);
        var before = await store.ContentsAsync();
        var publisher = new Publisher(store);
        var plan = await publisher.PlanAsync(site, default);
        var result = await publisher.ApplyAsync(plan, null, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.IsEmpty);
            Assert.That(plan.ToString(), Does.StartWith("Nothing to publish"));
            Assert.That(plan.BytesToSend, Is.Zero);
            Assert.That(result.FilesSent.Concat(result.PagesWritten), Is.Empty);
            Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task A_second_publish_asks_the_store_to_write_nothing()
    {
        var site = await ReleaseAsync("1.0");
        var memory = new MemoryObjectStore();
        await PublishAsync(memory, site);
        var writes = memory.Writes.Count;
        await PublishAsync(memory, site);
        Assert.That(memory.Writes, Has.Count.EqualTo(writes));
    }

    [Test]
    public async Task What_is_as_the_listing_says_is_not_read_again()
    {
        var site = await ReleaseAsync("1.0");
        var memory = new MemoryObjectStore { HasMd5ETags = true };
        await PublishAsync(memory, site);
        memory.Reads.Clear();
        var plan = await new Publisher(memory).PlanAsync(site, default);
        Assert.That(plan.IsEmpty);
        Assert.That(plan.Files.Select(file => file.State), Is.All.EqualTo(PlannedFileState.Published));
        Assert.That(memory.Reads, Has.None.Contains("/triton/").And.Some.EqualTo(IndexLayout.RootJson));
        await PublishAsync(memory, await TestSite.BuildAsync(Folder, TestWheel.Of("other", "1.0")));
        Assert.That(memory.Reads, Has.None.Contains("/triton/"));
    }

    [TestCase(TritonHtml)]
    [TestCase(TritonJson)]
    [TestCase("simple/triton/")]
    [TestCase("simple-json/triton/index.html")]
    public async Task What_the_listing_does_not_show_is_read_and_made_again(string lost) =>
        await LoseAndPublishAsync(lost, await ReleaseAsync("1.0"));

    [TestCase(TritonHtml)]
    [TestCase(TritonJson)]
    [TestCase("simple/triton/")]
    [TestCase("simple-json/triton/index.html")]
    public async Task A_publish_of_another_project_makes_it_again_too(string lost) =>
        await LoseAndPublishAsync(lost, await TestSite.BuildAsync(Folder, TestWheel.Of("other", "1.0")));

    [Test]
    public async Task A_plan_names_the_pages_that_another_run_left_behind()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await store.DeleteAsync(TritonHtml, default);
        var other = await TestSite.BuildAsync(Folder, TestWheel.Of("other", "1.0"));
        var plan = await new Publisher(store).PlanAsync(other, default);
        Assert.That(plan.LeftBehind.Single().Keys, Is.EqualTo([TritonHtml]));
        Assert.That(plan.ToString(), Does.Contain($"repair triton: left behind by an earlier run ({TritonHtml})"));
        await PublishAsync(store, other);
        await store.DeleteAsync(TritonHtml, default);
        plan = await new Publisher(store).PlanAsync(other, default);
        Assert.That(plan.IsEmpty, Is.False, "a run that has nothing new mends it too");
    }

    [Test]
    public async Task One_file_for_an_index_of_more_than_a_thousand_projects_mends_them_too()
    {
        var many = Enumerable.Range(0, 1001).Select(number => TestWheel.Of($"project{number}", "1.0"));
        await PublishAsync(store, await TestSite.BuildAsync(Folder, [.. many]));
        await store.DeleteAsync("simple/project1000/index.html", default);
        var other = await TestSite.BuildAsync(Folder, TestWheel.Of("other", "1.0"));
        var plan = await new Publisher(store).PlanAsync(other, default);
        Assert.That(plan.LeftBehind.Single().Keys, Is.EqualTo(["simple/project1000/index.html"]));
    }

    [Test]
    public async Task A_page_of_another_project_that_cannot_be_mended_is_named_and_left(
        [Values(null, "{}")] string? found
    )
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await DeletePageAsync(store, "triton");
        if (found is not null)
        {
            await PutAsync(store, TritonJson, found);
        }

        var html = await TextAsync(store, TritonHtml);
        var other = await TestSite.BuildAsync(Folder, TestWheel.Of("other", "1.0"));
        var plan = await new Publisher(store).PlanAsync(other, default);
        Assert.That(plan.Unmended.Single().Key, Is.EqualTo(TritonJson));
        Assert.That(plan.ToString(), Does.Contain($"WARNING {TritonJson}: ").And.Contain("Repair"));
        await PublishAsync(store, other);
        Assert.That(await TextAsync(store, TritonHtml), Is.EqualTo(html));
        Assert.That(await TextAsync(store, IndexLayout.RootHtml), Does.Contain("other").And.Contain("triton"));
    }

    private async Task LoseAndPublishAsync(string lost, string site)
    {
        var memory = new MemoryObjectStore { HasMd5ETags = true };
        await PublishAsync(memory, await ReleaseAsync("1.0"));
        var before = await memory.ContentsAsync();
        if (lost == TritonJson)
        {
            // The truth went on, by a publisher that died then.
            var page = ProjectPageJson.Parse(Convert.FromBase64String(before[lost]), lost);
            var next = ObjectContent.FromBytes(ProjectPageJson.Render(page.Yank(page.Versions[0], "wrong")));
            var json = new ObjectOptions("application/vnd.pypi.simple.v1+json");
            await memory.PutAsync(lost, next, json, PutCondition.None, default);
        }
        else
        {
            await memory.DeleteAsync(lost, default);
        }

        await PublishAsync(memory, site);
        Assert.That((await VisibleIndex.ReadAsync(memory)).Problems, Is.Empty);
        Assert.That((await new StatusReader(memory).ReadAsync(default)).Findings, Is.Empty);
    }

    [Test]
    public async Task Files_are_told_with_the_time_of_their_first_publish()
    {
        await PublishAtAsync(new DateTimeOffset(2026, 3, 4, 23, 30, 0, 123, TimeSpan.FromHours(-1)), "1.0");
        await PublishAtAsync(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero), "1.0", "2.0");
        var page = ProjectPageJson.Parse(await BytesAsync(TritonJson), "test");
        Assert.That(
            page.Files.Select(file => $"{file.FileName.Version} {file.UploadTime}"),
            Is.EqualTo(new[] { "1.0 2026-03-05T00:30:00Z", "2.0 2026-05-06T07:08:09Z" })
        );
        Assert.That(await TextAsync(store, IndexLayout.Landing), Does.Contain("2026-03-05").And.Contain("2026-05-06"));
    }

    [Test]
    public async Task Older_versions_stay()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PublishAsync(store, await ReleaseAsync("2.0", TestWheel.Of("extra", "1.0")));
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(7));
        Assert.That(visible.Json, Is.EqualTo(visible.Html));
        Assert.That(ProjectPageJson.Parse(await BytesAsync(TritonJson), "test").Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task An_older_release_does_not_take_the_newest_version_back()
    {
        await PublishAsync(store, await ReleaseAsync("2.0"));
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var root = RootPageJson.Parse(await BytesAsync(IndexLayout.RootJson), "test");
        Assert.That(root.Projects.Select(row => row.LatestVersion!.ToString()), Is.All.EqualTo("2.0"));
    }

    [Test]
    public async Task What_a_dead_run_had_sent_is_not_sent_again()
    {
        var site = await ReleaseAsync("1.0");
        const string Key = "packages/triton/triton-1.0-py3-none-any.whl";
        // Without our metadata, so that the bytes must tell.
        var content = ObjectContent.FromFile(Path.Combine(site, Key));
        await store.PutAsync(Key, content, new ObjectOptions("text/plain"), PutCondition.None, default);
        var result = await PublishAsync(store, site);
        Assert.That(result.FilesAlreadyThere, Is.EqualTo(new[] { Key }));
        Assert.That(result.FilesSent, Has.Count.EqualTo(5));
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
    }

    [Test]
    public async Task Html_that_is_behind_is_repaired_by_the_next_publish_of_the_project()
    {
        var site = await ReleaseAsync("1.0");
        await PublishAsync(store, site);
        var old = await TextAsync(store, TritonHtml);
        site = await ReleaseAsync("2.0");
        await PublishAsync(store, site);
        var good = await store.ContentsAsync();
        await PutAsync(store, TritonHtml, old);

        var plan = await new Publisher(store).PlanAsync(site, default);
        Assert.That(plan.ChangedPages.Single().Keys, Is.EqualTo(new[] { TritonHtml }));
        await PublishAsync(store, site);
        Assert.That(await store.ContentsAsync(), Is.EqualTo(good));
    }

    [Test]
    public async Task A_stale_plan_is_as_safe_as_a_new_one()
    {
        var publisher = new Publisher(store);
        var plan = await publisher.PlanAsync(await ReleaseAsync("1.0"), default);
        await PublishAsync(store, await ReleaseAsync("2.0"));
        await publisher.ApplyAsync(plan, null, default);
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Projects_that_need_each_other_are_published_too()
    {
        var site = await TestSite.BuildAsync(
            Folder,
            TestWheel.Of("a", "1.0", "b==1.0"),
            TestWheel.Of("b", "1.0", "a==1.0"),
            TestWheel.Of("root", "1.0", "a==1.0")
        );
        await PublishAsync(store, site);
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
    }

    [Test]
    public async Task Progress_reaches_its_end_in_every_step()
    {
        var told = new List<PublishProgress>();
        var publisher = new Publisher(store, new PublisherOptions { ParallelTransfers = 1 });
        var plan = await publisher.PlanAsync(await ReleaseAsync("1.0"), default);
        await publisher.ApplyAsync(plan, new Listener(told), default);
        Assert.That(
            told.Select(row => $"{row.Step} {row.Done}/{row.Total}"),
            Is.EqualTo(
                new[] { "Files 1/3", "Files 2/3", "Files 3/3", "Pages 1/3", "Pages 2/3", "Pages 3/3", "Root 1/1" }
            )
        );
        Assert.That(told[^1].BytesSent, Is.EqualTo(plan.BytesToSend));
    }

    [Test]
    public async Task Files_and_pages_are_served_as_their_clients_need_them()
    {
        if (!store.KeepsOptions)
        {
            Assert.Ignore("a folder keeps no options; its web server has them");
        }

        await PublishAsync(store, await ReleaseAsync("1.0"));
        const string Wheel = "packages/triton/triton-1.0-py3-none-any.whl";
        const string Immutable = "public, max-age=31536000, immutable";
        await AssertServedAsync(Wheel, "application/octet-stream", Immutable);
        await AssertServedAsync(Wheel + ".metadata", "text/plain; charset=utf-8", Immutable);
        await AssertServedAsync(TritonHtml, "text/html; charset=utf-8", "no-cache");
        await AssertServedAsync("simple/triton/", "text/html; charset=utf-8", "no-cache");
        await AssertServedAsync(TritonJson, "application/vnd.pypi.simple.v1+json", "no-cache");
        await AssertServedAsync("simple-json/triton/", "application/vnd.pypi.simple.v1+json", "no-cache");
        // A website endpoint knows one name for the page of a folder.
        await AssertServedAsync("simple-json/triton/index.html", "application/vnd.pypi.simple.v1+json", "no-cache");
        await AssertServedAsync("simple-json/index.html", "application/vnd.pypi.simple.v1+json", "no-cache");
        await AssertServedAsync("simple/", "text/html; charset=utf-8", "no-cache");
        await AssertServedAsync("index.html", "text/html; charset=utf-8", "no-cache");
        var head = await store.HeadAsync(Wheel, default);
        Assert.That(head!.Metadata[ObjectMetadata.Sha256], Has.Length.EqualTo(64));
    }

    private async Task PublishAtAsync(DateTimeOffset time, params string[] versions)
    {
        var site = await TestSite.BuildAsync(Folder, [.. versions.Select(version => TestWheel.Of("triton", version))]);
        var publisher = new Publisher(store, new PublisherOptions { Time = new ClockAt(time) });
        await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }

    private async Task AssertServedAsync(string key, string contentType, string cacheControl)
    {
        var head = await store.HeadAsync(key, default);
        Assert.That(head?.ContentType, Is.EqualTo(contentType), key);
        Assert.That(head?.CacheControl, Is.EqualTo(cacheControl), key);
    }

    private static IEnumerable<FileInfo> PackagesOf(string site) =>
        new DirectoryInfo(Path.Combine(site, "packages")).EnumerateFiles("*", SearchOption.AllDirectories);

    private async Task<byte[]> BytesAsync(string key)
    {
        await using var found = await store.GetAsync(key, default);
        return await found!.ReadBytesAsync(1 << 20, default);
    }

    private sealed class Listener(List<PublishProgress> told) : IProgress<PublishProgress>
    {
        public void Report(PublishProgress value) => told.Add(value);
    }
}
