using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Versions are yanked, and that is taken back.</summary>
public sealed class Yanks : PublishingFixture
{
    private static readonly ProjectName Torch = ProjectName.Parse("torch");
    private static readonly PythonVersion Two = PythonVersion.Parse("2.0");

    private IObjectStore store = null!;

    [SetUp]
    public async Task PublishTwoReleases()
    {
        store = TestStores.Make(StoreKind.Bucket, Folder);
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PublishAsync(store, await ReleaseAsync("2.0"));
    }

    [Test]
    public async Task A_yanked_version_is_marked_on_all_pages_and_recorded()
    {
        var record = await ApplyAsync(await PlanAsync(Two, "wrong <kernels>"));
        var root = RootPageJson.Parse(
            System.Text.Encoding.UTF8.GetBytes(await TextAsync(store, IndexLayout.RootJson)),
            "root"
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await TextAsync(store, "simple/torch/index.html"),
                Does.Contain("data-yanked=\"wrong &lt;kernels&gt;\"")
            );
            Assert.That(await TextAsync(store, "simple-json/torch/index.json"), Does.Contain("wrong <kernels>"));
            Assert.That(root.Find(Torch)!.LatestVersion, Is.EqualTo(PythonVersion.Parse("1.0")));
            Assert.That(record!.Action, Is.EqualTo(IndexAction.Yank));
            Assert.That(
                record.Pages.Single().Yanked.Single().FileName.ToString(),
                Is.EqualTo("torch-2.0-py3-none-any.whl")
            );
        }
    }

    [Test]
    public async Task Unyanking_brings_back_what_was()
    {
        var before = await TextAsync(store, "simple/torch/index.html");
        await ApplyAsync(await PlanAsync(Two, ""));
        await ApplyAsync(await PlanAsync(Two, null));
        var after = await TextAsync(store, "simple/torch/index.html");
        Assert.That(
            after.Replace("generation\" content=\"4\"", "generation\" content=\"2\"", StringComparison.Ordinal),
            Is.EqualTo(before)
        );
    }

    [Test]
    public async Task Yanking_again_changes_nothing()
    {
        await ApplyAsync(await PlanAsync(Two, "bad"));
        var before = await store.ContentsAsync();
        var plan = await PlanAsync(Two, "bad");
        Assert.That(plan.IsEmpty);
        Assert.That(await ApplyAsync(plan), Is.Null);
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_plan_holds_for_what_others_published_meanwhile()
    {
        var plan = await PlanAsync(Two, "bad");
        await PublishAsync(store, await ReleaseAsync("3.0"));
        await ApplyAsync(plan);
        var page = await TextAsync(store, "simple/torch/index.html");
        Assert.That(page, Does.Contain("torch-3.0-py3").And.Contain("data-yanked=\"bad\""));
    }

    [TestCase("torch", "7.0", "these versions of torch: 1.0, 2.0")]
    [TestCase("nothing", "1.0", "no project nothing")]
    public async Task A_version_that_is_not_published_is_an_error(string project, string version, string hint)
    {
        var error = await Assert.ThrowsAsync<NotPublishedException>(() =>
            new YankPlanner(store).PlanAsync(ProjectName.Parse(project), PythonVersion.Parse(version), "bad", default)
        );
        Assert.That(error!.Message, Does.Contain($"{project} {version} is not published").And.Contain(hint));
    }

    private Task<ChangePlan> PlanAsync(PythonVersion version, string? reason) =>
        new YankPlanner(store).PlanAsync(Torch, version, reason, default);

    private Task<ReleaseRecord?> ApplyAsync(ChangePlan plan) => new IndexChanger(store).ApplyAsync(plan, default);
}
