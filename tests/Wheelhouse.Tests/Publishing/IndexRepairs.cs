using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Pages that are out of step are made anew from the JSON pages.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class IndexRepairs(StoreKind kind) : PublishingFixture
{
    private IObjectStore store = null!;

    [SetUp]
    public async Task Publish()
    {
        store = TestStores.Make(kind, Folder);
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PublishAsync(Channel.Parse("nightly").Of(store), await ReleaseAsync("2.0"));
    }

    [Test]
    public async Task Every_page_that_is_derived_comes_back_as_it_was()
    {
        var before = await store.ContentsAsync();
        var derived = before
            .Keys.Where(key =>
                !key.StartsWith("packages/", StringComparison.Ordinal)
                && !key.Contains("releases/", StringComparison.Ordinal)
                && !key.EndsWith("index.json", StringComparison.Ordinal)
            )
            .ToList();
        foreach (var key in derived)
        {
            await store.DeleteAsync(key, default);
        }

        var plan = await PlanAsync();
        Assert.That(plan.Mended.Select(finding => finding.Key), Is.EquivalentTo(derived));
        Assert.That(plan.Left, Is.Empty);
        var written = await new IndexRepair(store).ApplyAsync(plan, default);
        Assert.That(written, Is.EquivalentTo(derived));
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
        Assert.That((await PlanAsync()).Mended, Is.Empty);
    }

    [Test]
    public async Task A_publish_killed_before_any_page_is_mended()
    {
        var site = await ReleaseAsync("3.0");
        for (var killAt = 20; killAt < 80; killAt += 6)
        {
            store = TestStores.Make(kind, Folder);
            await PublishAsync(store, await ReleaseAsync("1.0"));
            try
            {
                await PublishAsync(new KilledStore(store, killAt, afterwards: true), site);
            }
            catch (KilledException)
            {
                // What it left is what this is about.
            }

            var visible = await VisibleIndex.ReadAsync(store);
            var plan = await PlanAsync();
            Assert.That(plan.Left, Is.Empty, $"killed at operation {killAt}");
            await new IndexRepair(store).ApplyAsync(plan, default);
            var mended = await VisibleIndex.ReadAsync(store);
            Assert.That(mended.Json, Is.EqualTo(visible.Json), $"killed at operation {killAt}");
            Assert.That(mended.Html, Is.EqualTo(mended.Json), $"killed at operation {killAt}");
            Assert.That((await new StatusReader(store).ReadAsync(default)).IsSound, $"killed at operation {killAt}");
        }
    }

    [Test]
    public async Task What_is_lost_is_named_and_left_alone()
    {
        await DeletePageAsync(store, "torch");
        await store.DeleteAsync("packages/vllm/vllm-1.0-py3-none-any.whl", default);
        await store.DeleteAsync("simple/vllm/index.html", default);
        var plan = await PlanAsync();
        Assert.That(
            plan.Left.Select(finding => (finding.Kind, finding.Key)),
            Is.EquivalentTo([
                (FindingKind.LostPage, "simple-json/torch/index.json"),
                (FindingKind.MissingFile, "packages/vllm/vllm-1.0-py3-none-any.whl"),
            ])
        );
        Assert.That(
            plan.ToString(),
            Does.Contain("CANNOT MEND simple-json/torch/index.json").And.Contain("make simple/vllm/index.html")
        );
        Assert.That(await new IndexRepair(store).ApplyAsync(plan, default), Is.EqualTo(["simple/vllm/index.html"]));
        Assert.That((await PlanAsync()).Left, Has.Count.EqualTo(2));
    }

    private Task<RepairPlan> PlanAsync() => new IndexRepair(store).PlanAsync(default);
}
