using Newtonsoft.Json.Linq;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A project's page that is lost or cannot be read comes back from where another key has it, and never emptier.</summary>
[TestFixture(StoreKind.Folder, "main")]
[TestFixture(StoreKind.Bucket, "nightly")]
public sealed class LostPages(StoreKind kind, string name) : PublishingFixture
{
    private const string Torch = "simple-json/torch/index.json";
    private const string Kept = "history/20260101T000000Z-00000000/" + Torch;

    private readonly Channel channel = Channel.Parse(name);
    private IObjectStore whole = null!;
    private IObjectStore store = null!;

    [SetUp]
    public async Task Publish()
    {
        whole = TestStores.Make(kind, Folder);
        store = channel.Of(whole);
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PublishAsync(store, await ReleaseAsync("2.0"));
    }

    [Test]
    public async Task It_comes_back_from_another_key_as_it_was(
        [Values("simple-json/torch/", "simple-json/torch/index.html", Kept)] string left,
        [Values(null, "", "{}", "<html>", "{\"meta\":{\"api-version\":\"1.4\",\"_gener")] string? found
    )
    {
        // A folder has no keys that end in a slash, nor JSON under a web page's name.
        Assume.That(store.HasKeysEndingInSlash || left == Kept);
        var before = await whole.ContentsAsync();
        await LoseAsync(left, found);
        var plan = await PlanAsync();
        Assert.That(plan.Left, Is.Empty);
        var finding = plan.Mended.Single(finding => finding.Kind == FindingKind.RestorablePage);
        Assert.That(finding.Key, Is.EqualTo(channel.Root + Torch));
        Assert.That(
            plan.ToString(),
            Does.Contain($"restore {channel.Root}{Torch}: ").And.Contain($"{left} has generation 2")
        );
        Assert.That(plan.Status.IsSound, Is.False);
        Assert.That(plan.Status.Findings.Select(row => row.Kind), Has.None.EqualTo(FindingKind.UnnamedFile));

        var written = await ApplyAsync(plan);
        Assert.That(written[0], Is.EqualTo(channel.Root + Torch));
        if (left == Kept)
        {
            before[channel.Root + Kept] = before[channel.Root + Torch];
        }

        Assert.That(await whole.ContentsAsync(), Is.EqualTo(before));
        Assert.That((await PlanAsync()).Status.Findings, Is.Empty);
        await PublishAsync(store, await ReleaseAsync("3.0"));
    }

    [Test]
    public async Task Where_no_key_has_it_it_stays_lost_and_the_latest_kept_is_named([Values(null, "{}")] string? found)
    {
        await LoseAsync(null, found);
        await ExpectLeftAsync("no other key has its generation 2", "the latest that is kept is generation 1, history/");
    }

    [Test]
    public async Task A_page_of_the_same_generation_with_other_files_is_not_it()
    {
        var text = await TextAsync(store, Torch);
        await LoseAsync(null, null);
        var page = JObject.Parse(text);
        ((JArray)page["files"]!).RemoveAt(0);
        ((JArray)page["versions"]!).RemoveAt(0);
        await PutAsync(store, Kept, page.ToString(), "application/vnd.pypi.simple.v1+json");
        await ExpectLeftAsync("no other key has its generation 2");
    }

    [Test]
    public async Task What_was_made_from_a_later_page_forbids_it()
    {
        var (truth, list) = (await TextAsync(store, Torch), await TextAsync(store, IndexLayout.RootJson));
        await PublishAsync(store, await ReleaseAsync("3.0"));
        await PutAsync(store, IndexLayout.RootJson, list);
        await LoseAsync(null, null);
        await PutAsync(store, Kept, truth, "application/vnd.pypi.simple.v1+json");
        await ExpectLeftAsync("made from generation 3, and the list of projects knows 2");
    }

    [Test]
    public async Task A_later_page_that_a_run_kept_forbids_it_also_where_another_key_has_the_one_that_is_known()
    {
        var page = JObject.Parse(await TextAsync(store, Torch));
        page["meta"]!["_generation"] = 3;
        await PutAsync(store, Kept, page.ToString(), "application/vnd.pypi.simple.v1+json");
        await store.DeleteAsync(Torch, default);
        await ExpectLeftAsync($"{Kept} is of generation 3, and the list of projects knows 2");
    }

    [Test]
    public async Task What_a_newer_program_may_have_written_in_its_place_is_left_alone()
    {
        await KeepAsync();
        await PutAsync(store, Torch, "{\"meta\":{\"api-version\":\"2.0\"},\"name\":\"torch\",\"files\":[]}");
        await ExpectLeftAsync("api-version");
    }

    [Test]
    public async Task A_file_of_it_that_is_gone_is_told_before_and_after()
    {
        const string Gone = "packages/torch/torch-1.0-py3-none-any.whl";
        await LoseAsync(Kept, null);
        await whole.DeleteAsync(Gone, default);
        var plan = await PlanAsync();
        Assert.That(plan.Left.Select(finding => finding.Key), Is.EqualTo(new[] { Gone }));
        await ApplyAsync(plan);
        var findings = (await PlanAsync()).Status.Findings;
        Assert.That(findings.Select(row => (row.Kind, row.Key)), Is.EqualTo(new[] { (FindingKind.MissingFile, Gone) }));
    }

    [Test]
    public async Task A_page_that_is_there_again_stays()
    {
        await LoseAsync(Kept, null);
        var plan = await PlanAsync();
        await ApplyAsync(plan);
        await PublishAsync(store, await ReleaseAsync("3.0"));
        var before = await TextAsync(store, Torch);
        await ApplyAsync(plan);
        Assert.That(await TextAsync(store, Torch), Is.EqualTo(before));
    }

    [Test]
    public async Task A_repair_killed_anywhere_is_completed_by_the_next([Values] bool afterwards)
    {
        await LoseAsync(Kept, null);
        var count = new SteppedStore(whole, int.MaxValue);
        var counted = new IndexRepair(count);
        await counted.ApplyAsync(await counted.PlanAsync(default), default);
        for (var killAt = 1; killAt <= count.Operations; killAt += 3)
        {
            await Publish();
            await LoseAsync(Kept, null);
            var repair = new IndexRepair(new KilledStore(whole, killAt, afterwards));
            Assert.That(
                async () => await repair.ApplyAsync(await repair.PlanAsync(default), default),
                Throws.TypeOf<KilledException>(),
                $"killed at operation {killAt}"
            );
            await ApplyAsync(await PlanAsync());
            var status = (await PlanAsync()).Status;
            Assert.That(status.Findings.Where(finding => finding.IsSeenByUsers), Is.Empty, $"killed at {killAt}");
        }
    }

    [Test]
    public async Task No_publish_or_promotion_begins_it_anew()
    {
        await DeletePageAsync(store, "torch");
        await foreach (var row in store.ListAsync("simple/torch/", default))
        {
            await store.DeleteAsync(row.Key, default);
        }

        var before = await whole.ContentsAsync();
        var site = await ReleaseAsync("3.0");
        Assert.That(
            async () => await PublishAsync(store, site),
            Throws.TypeOf<LostPageException>().With.Message.Contains(Torch).And.Message.Contains("Run Repair")
        );
        Assert.That(await whole.ContentsAsync(), Is.EqualTo(before));
        var other = Channel.Parse("other");
        var promoted = other.Of(whole);
        await PublishAsync(promoted, site);
        var planner = new PromotionPlanner(whole, new PublisherOptions { Channel = channel });
        Assert.That(
            async () => await planner.PlanAsync(other, ProjectName.Parse("vllm"), PythonVersion.Parse("3.0"), default),
            Throws.TypeOf<LostPageException>().With.Message.Contains(Torch)
        );
        var after = await whole.ContentsAsync();
        Assert.That(before.Where(row => after.GetValueOrDefault(row.Key) != row.Value), Is.Empty);
        Assert.That(after, Does.Not.ContainKey(channel.Root + Torch));
    }

    [Test]
    public async Task A_prune_asks_for_the_repair_first()
    {
        await LoseAsync(Kept, null);
        var rules = new PruneRules { Keep = 1, Grace = TimeSpan.FromDays(1) };
        Assert.That(
            async () =>
                await new PrunePlanner(whole, new PublisherOptions { Channel = channel }).PlanAsync(rules, default),
            Throws.TypeOf<IndexNotSoundException>().With.Message.Contains(Torch)
        );
    }

    private async Task ExpectLeftAsync(params string[] reasons)
    {
        var before = await whole.ContentsAsync();
        var plan = await PlanAsync();
        var finding = plan.Left.Single(finding => finding.Key == channel.Root + Torch);
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.LostPage));
        foreach (var reason in reasons.Append("it is not to be restored").Append("restore"))
        {
            Assert.That(finding.Detail, Does.Contain(reason));
        }

        await ApplyAsync(plan);
        var after = await whole.ContentsAsync();
        var key = channel.Root + Torch;
        Assert.That(after.GetValueOrDefault(key), Is.EqualTo(before.GetValueOrDefault(key)));
    }

    private Task<RepairPlan> PlanAsync() => new IndexRepair(whole).PlanAsync(default);

    private Task<IReadOnlyList<string>> ApplyAsync(RepairPlan plan) => new IndexRepair(whole).ApplyAsync(plan, default);

    // As a run keeps it that was killed before it replaced it.
    private async Task KeepAsync() =>
        await PutAsync(store, Kept, await TextAsync(store, Torch), "application/vnd.pypi.simple.v1+json");

    // All its JSON forms go but one.
    private async Task LoseAsync(string? left, string? found)
    {
        if (left == Kept)
        {
            await KeepAsync();
        }

        await foreach (var row in store.ListAsync("simple-json/torch/", default))
        {
            if (row.Key != left)
            {
                await store.DeleteAsync(row.Key, default);
            }
        }

        if (found is not null)
        {
            await PutAsync(store, Torch, found);
        }
    }
}
