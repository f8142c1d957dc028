using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>What runs leave behind: a record of what they did, and the pages that they replaced.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class RunRecords(StoreKind kind) : PublishingFixture
{
    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [Test]
    public async Task Each_run_is_recorded_with_what_it_added()
    {
        var first = (await PublishAsync(store, await ReleaseAsync("1.0"))).Record!;
        var second = (await PublishAsync(store, await ReleaseAsync("2.0"))).Record!;
        var read = await new ReleaseRecords(store).ReadAllAsync(default);
        Assert.That(read.Select(record => record.Run), Is.EquivalentTo([first.Run, second.Run]));
        var record = read.Single(row => row.Run == second.Run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(record.Action, Is.EqualTo(IndexAction.Publish));
            Assert.That(record.RootGeneration, Is.EqualTo(2));
            Assert.That(
                record.Pages.Select(page => $"{page.Project} {page.Generation} {page.Added.Single().FileName}"),
                Is.EqualTo([
                    "triton 2 triton-2.0-py3-none-any.whl",
                    "torch 2 torch-2.0-py3-none-any.whl",
                    "vllm 2 vllm-2.0-py3-none-any.whl",
                ])
            );
            Assert.That(record.Finished, Is.EqualTo(second.Finished).Within(TimeSpan.FromSeconds(1)));
        }
    }

    [Test]
    public async Task The_commit_is_recorded_when_it_is_known()
    {
        var publisher = new Publisher(store, new PublisherOptions { Commit = "1c57644d" });
        await publisher.ApplyAsync(await publisher.PlanAsync(await ReleaseAsync("1.0"), default), null, default);
        var record = (await new ReleaseRecords(store).ReadAllAsync(default)).Single();
        Assert.That(record.Commit, Is.EqualTo("1c57644d"));
    }

    [Test]
    public async Task A_run_that_changes_nothing_leaves_nothing()
    {
        var site = await ReleaseAsync("1.0");
        await PublishAsync(store, site);
        var before = await store.ContentsAsync();
        var result = await PublishAsync(store, site);
        Assert.That(result.Record, Is.Null);
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Replaced_pages_are_kept_byte_for_byte()
    {
        var key = IndexLayout.ProjectJson(ProjectName.Parse("torch"));
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var page = await TextAsync(store, key);
        var root = await TextAsync(store, IndexLayout.RootJson);
        var record = (await PublishAsync(store, await ReleaseAsync("2.0"))).Record!;
        Assert.That(await TextAsync(store, $"history/{record.Run}/{key}"), Is.EqualTo(page));
        Assert.That(await TextAsync(store, $"history/{record.Run}/{IndexLayout.RootJson}"), Is.EqualTo(root));
    }

    [TestCase("{}", "\"run\" is missing")]
    [TestCase("""{"schema":2}""", "the schema 2 is not known here")]
    [TestCase("{", "not valid JSON")]
    public async Task A_damaged_record_is_an_error_and_not_an_absent_one(string text, string problem)
    {
        await PutAsync(store, "releases/20251105T143000Z-9f3a1c.json", text);
        var error = await Assert.ThrowsAsync<InvalidReleaseRecordException>(() =>
            new ReleaseRecords(store).ReadAllAsync(default)
        );
        Assert.That(error!.Message, Does.Contain(problem).And.Contain("releases/20251105T143000Z-9f3a1c.json"));
    }

    [TestCase("20251105T143000Z-9f3a1c", true)]
    [TestCase("20251105T143000Z-9F3A1C", false)]
    [TestCase("20251305T143000Z-9f3a1c", false)]
    [TestCase("20251105T143000Z-9f3a1", false)]
    [TestCase("20251105T143000Z/9f3a1c", false)]
    [TestCase("", false)]
    public void A_run_has_a_name_of_one_form(string text, bool isName)
    {
        Assert.That(RunId.TryParse(text, out var run), Is.EqualTo(isName));
        Assert.That(run?.ToString(), Is.EqualTo(isName ? text : null));
    }
}
