using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>What stops a publish, and what it leaves untouched then.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class RefusedPublishes(StoreKind kind) : PublishingFixture
{
    private const string TritonJson = "simple-json/triton/index.json";
    private const string TritonHtml = "simple/triton/index.html";

    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [Test]
    public async Task Other_bytes_under_a_published_name_refuse_the_whole_publish()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var before = await store.ContentsAsync();
        var changed = TestWheel.Of("triton", "1.0").Add("triton/more.py", "changed = True\n");
        var site = await TestSite.BuildAsync(Folder, changed, TestWheel.Of("other", "1.0"));
        var publisher = new Publisher(store);
        var plan = await publisher.PlanAsync(site, default);
        var refused = plan.RefusedFiles.Single();
        var error = await Assert.ThrowsAsync<PublishRefusedException>(() => publisher.ApplyAsync(plan, null, default));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.File.FileName.ToString(), Is.EqualTo("triton-1.0-py3-none-any.whl"));
            Assert.That(refused.PublishedSha256, Is.Not.EqualTo(refused.File.Sha256));
            Assert.That(error!.Message, Does.Contain(refused.PublishedSha256!).And.Contain(refused.File.Sha256));
            Assert.That(plan.ToString(), Does.Contain("REFUSED triton-1.0-py3-none-any.whl"));
            Assert.That(plan.IsEmpty, Is.False);
            Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task Other_bytes_that_no_page_names_refuse_it_before_any_page_changes()
    {
        const string Key = "packages/triton/triton-1.0-py3-none-any.whl";
        await PutAsync(store, Key, "left by another run");
        var error = await Assert.ThrowsAsync<PublishRefusedException>(async () =>
            await PublishAsync(store, await ReleaseAsync("1.0"))
        );
        Assert.That(error!.Files.Single().Name, Is.EqualTo("triton-1.0-py3-none-any.whl"));
        Assert.That((await store.ContentsAsync()).Keys, Has.None.StartsWith("simple"));
        Assert.That(await TextAsync(store, Key), Is.EqualTo("left by another run"));
    }

    [TestCase(TritonJson)]
    [TestCase(IndexLayout.RootJson)]
    public async Task A_page_that_cannot_be_read_stops_the_publish(string key)
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var before = await store.ContentsAsync();
        var site = await ReleaseAsync("2.0");
        var error = await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            PublishAsync(new FailingStore(store, key), site)
        );
        Assert.That(error!.Message, Does.Contain("503").And.Contain(key));
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [TestCase(TritonJson)]
    [TestCase(TritonHtml)]
    [TestCase(IndexLayout.RootJson)]
    public async Task A_page_that_cannot_be_read_later_stops_it_too_and_loses_nothing(string key)
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var plan = await new Publisher(store).PlanAsync(await ReleaseAsync("2.0"), default);
        var failing = new Publisher(new FailingStore(store, key));
        await Assert.ThrowsAsync<StoreOperationFailedException>(() => failing.ApplyAsync(plan, null, default));
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Is.SupersetOf(new[] { "triton-1.0-py3-none-any.whl", "vllm-1.0-py3-none-any.whl" }));
    }

    [Test]
    public async Task A_damaged_page_stops_the_publish()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PutAsync(store, TritonJson, "{\"files\": []}");
        await Assert.ThrowsAsync<InvalidIndexPageException>(async () =>
            await PublishAsync(store, await ReleaseAsync("2.0"))
        );
        Assert.That(await TextAsync(store, TritonJson), Is.EqualTo("{\"files\": []}"));
    }

    [TestCase(TritonHtml)]
    [TestCase(IndexLayout.RootHtml)]
    [TestCase(IndexLayout.Landing)]
    public async Task Half_a_page_is_not_taken_for_one_to_be_mended(string key)
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var page = await TextAsync(store, key);
        await PutAsync(store, key, page[..^30]);
        await Assert.ThrowsAsync<ForeignPageException>(async () =>
            await PublishAsync(store, await ReleaseAsync("1.0"))
        );
        Assert.That(await TextAsync(store, key), Is.EqualTo(page[..^30]));
    }

    [TestCase(TritonHtml)]
    [TestCase(IndexLayout.RootHtml)]
    [TestCase(IndexLayout.Landing)]
    public async Task A_page_of_another_program_is_not_replaced(string key)
    {
        await PutAsync(store, key, "<a href=old.whl>old.whl</a>");
        var error = await Assert.ThrowsAsync<ForeignPageException>(async () =>
            await PublishAsync(store, await ReleaseAsync("1.0"))
        );
        Assert.That(error!.Key, Is.EqualTo(key));
        Assert.That((await store.ContentsAsync()).Keys, Is.EqualTo(new[] { key }));
    }

    [Test]
    public async Task A_lost_json_page_is_not_taken_for_a_new_project()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await store.DeleteAsync(TritonJson, default);
        await Assert.ThrowsAsync<ForeignPageException>(async () =>
            await PublishAsync(store, await ReleaseAsync("2.0"))
        );
    }

    [Test]
    public async Task A_json_page_that_went_back_is_told()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var old = await TextAsync(store, TritonJson);
        await PublishAsync(store, await ReleaseAsync("2.0"));
        await PublishAsync(store, await ReleaseAsync("3.0"));
        await PutAsync(store, TritonJson, old);
        await Assert.ThrowsAsync<PageGenerationException>(async () =>
            await PublishAsync(store, await ReleaseAsync("4.0"))
        );
    }

    [Test]
    public async Task A_file_that_was_damaged_after_the_build_is_not_sent()
    {
        var site = await ReleaseAsync("1.0");
        var path = Path.Combine(site, "packages/torch/torch-1.0-py3-none-any.whl");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        File.Delete(path);
        await File.WriteAllBytesAsync(path, bytes);
        var error = await Assert.ThrowsAsync<SiteFileChangedException>(() => PublishAsync(store, site));
        Assert.That(error!.Path, Is.EqualTo(path));
        Assert.That((await store.ContentsAsync()).Keys, Has.None.StartsWith("simple"));
    }

    [Test]
    public async Task A_plan_for_another_store_is_refused()
    {
        var plan = await new Publisher(store).PlanAsync(await ReleaseAsync("1.0"), default);
        var other = new Publisher(new FileObjectStore(Path.Combine(Folder, "other")));
        await Assert.ThrowsAsync<ArgumentException>(() => other.ApplyAsync(plan, null, default));
    }
}
