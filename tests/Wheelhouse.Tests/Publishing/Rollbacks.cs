using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Publishing;

/// <summary>An index goes back to what it was after an earlier run.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class Rollbacks(StoreKind kind) : PublishingFixture
{
    private const int MoreThanAnyRollbackNeeds = 500;

    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [Test]
    public async Task What_came_since_goes_and_comes_again()
    {
        var first = await RecordAsync("1.0");
        var old = await FilesAsync();
        var second = await RecordAsync("2.0", TestWheel.Of("amdsmi", "2.0"));
        var all = await FilesAsync();
        var back = await RollbackAsync(first.Run);
        Assert.That(await FilesAsync(), Is.EqualTo(old));
        Assert.That(back!.Action, Is.EqualTo(IndexAction.Rollback));
        Assert.That(
            back.Pages.Select(page => page.Project.Value),
            Is.EqualTo(["vllm", "torch", "triton", "amdsmi"]),
            "what needs others goes first"
        );
        await RollbackAsync(second.Run);
        Assert.That(await FilesAsync(), Is.EqualTo(all));
    }

    [Test]
    public async Task What_went_since_comes_back_before_what_came_goes()
    {
        var first = await RecordAsync("1.0");
        var old = await FilesAsync();
        await RecordAsync("2.0");
        foreach (var project in new[] { "vllm", "torch", "triton" })
        {
            await RemoveAsync(project, "1.0");
        }

        await YankAsync("triton", "2.0");
        Assert.That(await FilesAsync(), Has.Count.EqualTo(3));
        await RollbackAsync(first.Run);
        Assert.That(await FilesAsync(), Is.EqualTo(old));
    }

    [Test]
    public async Task A_yank_since_is_taken_back_and_one_before_stays()
    {
        await RecordAsync("1.0");
        var before = await YankAsync("torch", "1.0");
        await YankAsync("vllm", "1.0");
        await RollbackAsync(before.Run);
        Assert.That(await TextAsync(store, "simple/vllm/index.html"), Does.Not.Contain("data-yanked"));
        Assert.That(await TextAsync(store, "simple/torch/index.html"), Does.Contain("data-yanked"));
    }

    [Test]
    public async Task Going_back_to_where_one_is_changes_nothing()
    {
        await RecordAsync("1.0");
        var last = await RecordAsync("2.0");
        var before = await store.ContentsAsync();
        Assert.That((await PlanAsync(last.Run)).IsEmpty);
        Assert.That(await RollbackAsync(last.Run), Is.Null);
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_kill_at_any_operation_leaves_a_closed_set_and_the_next_attempt_ends()
    {
        // Folders are slow, and what they do is what buckets do.
        var step = kind == StoreKind.Folder ? 7 : 1;
        for (var killAt = 1; killAt < MoreThanAnyRollbackNeeds; killAt += step)
        {
            store = TestStores.Make(kind, Folder);
            var first = await RecordAsync("1.0");
            var old = await FilesAsync();
            await RecordAsync("2.0");
            await RemoveAsync("vllm", "1.0");
            await RemoveAsync("torch", "1.0");
            var completed = await TryRollbackAsync(new KilledStore(store, killAt, afterwards: true), first.Run);
            var visible = await VisibleIndex.ReadAsync(store);
            Assert.That(visible.Problems, Is.Empty, $"killed at operation {killAt}");
            await RollbackAsync(first.Run);
            Assert.That(await FilesAsync(), Is.EqualTo(old), $"killed at operation {killAt}");
            if (completed)
            {
                Assert.That(killAt, Is.GreaterThan(40), "the rollback had too few operations to test anything");
                return;
            }
        }

        Assert.Fail("the rollback never came to its end");
    }

    [Test]
    public async Task A_run_without_a_record_is_an_error()
    {
        await RecordAsync("1.0");
        var error = await Assert.ThrowsAsync<UnknownRunException>(() =>
            PlanAsync(RunId.Parse("20251105T143000Z-9f3a1c"))
        );
        Assert.That(error!.Message, Does.Contain("20251105T143000Z-9f3a1c").And.Contain("Releases lists"));
    }

    [Test]
    public async Task Lost_files_and_pages_are_all_named_and_nothing_is_changed()
    {
        var first = await RecordAsync("1.0");
        var second = await RecordAsync("2.0");
        await RemoveAsync("vllm", "1.0");
        await store.DeleteAsync("packages/vllm/vllm-1.0-py3-none-any.whl", default);
        await store.DeleteAsync($"history/{second.Run}/simple-json/torch/index.json", default);
        var before = await store.ContentsAsync();
        var error = await Assert.ThrowsAsync<HistoryMissingException>(() => PlanAsync(first.Run));
        Assert.That(
            error!.Missing,
            Is.EqualTo(["the page of torch of generation 1", "packages/vllm/vllm-1.0-py3-none-any.whl"])
        );
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_plan_does_not_undo_what_came_after_it()
    {
        var first = await RecordAsync("1.0");
        await RecordAsync("2.0");
        var plan = await PlanAsync(first.Run);
        await RecordAsync("3.0");
        var before = await store.ContentsAsync();
        var error = await Assert.ThrowsAsync<PlanOutdatedException>(() =>
            new IndexChanger(store).ApplyAsync(plan, default)
        );
        Assert.That(error!.Project.Value, Is.EqualTo("triton"));
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    private async Task<ReleaseRecord> RecordAsync(string version, params TestWheel[] more) =>
        (await PublishAsync(store, await ReleaseAsync(version, more))).Record!;

    private async Task<SortedSet<string>> FilesAsync()
    {
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Json, Is.EqualTo(visible.Html));
        return visible.Html;
    }

    private Task<ChangePlan> PlanAsync(RunId run) => new RollbackPlanner(store).PlanAsync(run, default);

    private async Task<ReleaseRecord?> RollbackAsync(RunId run) =>
        await new IndexChanger(store).ApplyAsync(await PlanAsync(run), default);

    private static async Task<bool> TryRollbackAsync(IObjectStore killed, RunId run)
    {
        try
        {
            var plan = await new RollbackPlanner(killed).PlanAsync(run, default);
            await new IndexChanger(killed).ApplyAsync(plan, default);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private async Task<ReleaseRecord> YankAsync(string project, string version)
    {
        var plan = await new YankPlanner(store).PlanAsync(
            ProjectName.Parse(project),
            PythonVersion.Parse(version),
            "bad",
            default
        );
        return (await new IndexChanger(store).ApplyAsync(plan, default))!;
    }

    private async Task RemoveAsync(string project, string version)
    {
        var text = await TextAsync(store, $"simple-json/{project}/index.json");
        var page = Wheelhouse.Index.ProjectPageJson.Parse(System.Text.Encoding.UTF8.GetBytes(text), project);
        var removal = new PlannedChange(
            page,
            now => now!.WithFiles(now.Files.Where(file => file.FileName.Version.ToString() != version))
        );
        await new IndexChanger(store).ApplyAsync(new ChangePlan(IndexAction.Prune, store.Location, [removal]), default);
    }
}
