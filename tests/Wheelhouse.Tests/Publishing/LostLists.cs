using System.Text;
using Newtonsoft.Json.Linq;
using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>A list of projects that is lost or cannot be read is made anew from the pages of its projects.</summary>
[TestFixture(StoreKind.Folder, "main")]
[TestFixture(StoreKind.Bucket, "nightly")]
public sealed class LostLists(StoreKind kind, string name) : PublishingFixture
{
    private const long Published = 2;

    private static readonly string[] Forms =
    [
        IndexLayout.RootHtml,
        "simple/",
        "simple-json/",
        "simple-json/index.html",
        IndexLayout.Landing,
        IndexLayout.Status,
    ];

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

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{}")]
    [TestCase("<html>")]
    [TestCase("{\"meta\":{\"api-version\":\"1.4\",\"_gener")]
    public async Task It_comes_back_a_generation_later_with_all_that_is_made_from_it(string? found)
    {
        var before = await TextAsync(store, IndexLayout.RootJson);
        await LoseAsync(found);
        var plan = await PlanAsync();
        Assert.That(plan.Left, Is.Empty);
        Assert.That(plan.Mended.Single().Kind, Is.EqualTo(FindingKind.LostList));
        Assert.That(plan.ToString(), Does.Contain("the pages of 3 projects make generation 3"));

        var written = await ApplyAsync(plan);
        Assert.That(written[0], Is.EqualTo(channel.Root + IndexLayout.RootJson));
        Assert.That(
            await TextAsync(store, IndexLayout.RootJson),
            Is.EqualTo(before.Replace("\"_generation\":2", "\"_generation\":3", StringComparison.Ordinal))
        );
        await ExpectSoundAsync(Published + 1);
        var records = await new ReleaseRecords(store).ReadAllAsync(default);
        var repair = records.Single(record => record.Action == IndexAction.Repair);
        Assert.That(repair.RootGeneration, Is.EqualTo(Published + 1));
    }

    [Test]
    public async Task Any_form_that_is_left_tells_the_generation([ValueSource(nameof(Forms))] string left)
    {
        // A folder has no keys that end in a slash, nor JSON under a web page's name.
        Assume.That(
            store.HasKeysEndingInSlash || left is IndexLayout.RootHtml or IndexLayout.Landing or IndexLayout.Status
        );
        await LoseAllBut(left);
        await ApplyAsync(await PlanAsync());
        await ExpectSoundAsync(Published + 1);
    }

    [Test]
    public async Task The_records_of_runs_tell_the_generation()
    {
        await LoseAllBut("releases/");
        await ApplyAsync(await PlanAsync());
        await ExpectSoundAsync(Published + 1);
    }

    [Test]
    public async Task The_earlier_lists_that_are_kept_tell_a_generation()
    {
        await LoseAllBut("history/");
        await ApplyAsync(await PlanAsync());
        await ExpectSoundAsync(Published);
    }

    [Test]
    public async Task The_lists_own_keys_come_back_from_the_latest_list_that_is_kept()
    {
        var list = JObject.Parse(await TextAsync(store, IndexLayout.RootJson));
        list["_ours"] = "kept";
        await PutRootAsync(list.ToString());
        await PublishAsync(store, await ReleaseAsync("3.0"));
        await LoseAsync(null);
        await ApplyAsync(await PlanAsync());
        Assert.That((string?)JObject.Parse(await TextAsync(store, IndexLayout.RootJson))["_ours"], Is.EqualTo("kept"));
        await ExpectSoundAsync(Published + 2);
    }

    [Test]
    public async Task Where_nothing_tells_the_generation_it_is_not_made_anew()
    {
        await LoseAllBut("-");
        await ExpectRefusedAsync("nothing that is left tells its generation");
    }

    [TestCase(null)]
    [TestCase("{}")]
    public async Task While_a_projects_page_is_lost_it_is_not_made_anew(string? found)
    {
        await LoseAsync(null);
        await store.DeleteAsync("simple-json/torch/index.json", default);
        if (found is not null)
        {
            await PutAsync(store, "simple-json/torch/index.json", found);
        }

        await ExpectRefusedAsync("the page of torch is lost", "simple-json/torch/index.json");
    }

    [TestCase("simple/")]
    [TestCase("releases/")]
    public async Task A_project_whose_pages_are_all_gone_is_not_forgotten(string left)
    {
        await LoseAllBut(left == "simple/" ? IndexLayout.RootHtml : left);
        await foreach (var row in store.ListAsync("simple", default))
        {
            if (row.Key.Contains("/torch/", StringComparison.Ordinal))
            {
                await store.DeleteAsync(row.Key, default);
            }
        }

        await ExpectRefusedAsync("the page of torch is lost", "simple-json/torch/index.json");
    }

    [TestCase("{\"meta\":{\"api-version\":\"2.0\"},\"projects\":[]}", IndexLayout.RootJson, "api-version")]
    [TestCase("[]", IndexLayout.Status, "was not made from")]
    public async Task What_another_program_may_have_written_is_left_alone(string text, string key, string reason)
    {
        await LoseAsync(null);
        await PutRootAsync(text, key);
        await ExpectRefusedAsync(reason);
    }

    [Test]
    public async Task A_repair_killed_anywhere_is_completed_by_the_next([Values] bool afterwards)
    {
        await LoseAsync(null);
        var count = new SteppedStore(whole, int.MaxValue);
        var counted = new IndexRepair(count);
        await counted.ApplyAsync(await counted.PlanAsync(default), default);
        for (var killAt = 1; killAt <= count.Operations; killAt += 4)
        {
            await Publish();
            await LoseAsync(killAt % 8 == 1 ? null : "<html>");
            var repair = new IndexRepair(new KilledStore(whole, killAt, afterwards));
            Assert.That(
                async () => await repair.ApplyAsync(await repair.PlanAsync(default), default),
                Throws.TypeOf<KilledException>(),
                $"killed at operation {killAt}"
            );
            var plan = await PlanAsync();
            Assert.That(plan.Left, Is.Empty, $"killed at operation {killAt}");
            await ApplyAsync(plan);
            await ExpectSoundAsync(Published + 1);
        }
    }

    [Test]
    public async Task A_publisher_at_the_same_time_loses_nothing([Values] bool planned)
    {
        var site = await ReleaseAsync("3.0", TestWheel.Of("amdsmi", "3.0"));
        var count = new SteppedStore(store, int.MaxValue);
        await PublishAsync(count, site);
        for (var stopAt = 1; stopAt <= count.Operations; stopAt += 9)
        {
            await Publish();
            var stepped = new SteppedStore(store, stopAt);
            var publish = PublishAsync(stepped, site);
            await Task.WhenAny(stepped.Stopped, publish);
            await LoseAsync(null);
            var plan = await PlanAsync();
            if (!planned)
            {
                await ApplyAsync(plan);
            }

            stepped.Go();
            var published = true;
            try
            {
                await publish;
            }
            catch (WheelhouseException error) when (error is PageGenerationException or ForeignPageException)
            {
                published = false;
            }

            if (planned)
            {
                await ApplyAsync(plan);
            }

            // What the publisher left behind where it found no list, or one of its own.
            await ApplyAsync(await PlanAsync());
            if (!published)
            {
                await PublishAsync(store, site);
            }

            var status = (await PlanAsync()).Status;
            Assert.That(status.Findings.Where(finding => finding.IsSeenByUsers), Is.Empty, $"stopped at {stopAt}");
            var page = RootPageJson.Parse(Encoding.UTF8.GetBytes(await TextAsync(store, IndexLayout.RootJson)), "list");
            Assert.That(
                page.Projects.Select(project => $"{project.Name} {project.LatestVersion}"),
                Is.EqualTo(["amdsmi 3.0", "torch 3.0", "triton 3.0", "vllm 3.0"]),
                $"stopped at {stopAt}"
            );
            Assert.That(page.Generation, Is.GreaterThan(Published), $"stopped at {stopAt}");
        }
    }

    [Test]
    public async Task A_list_that_was_replaced_by_an_older_one_grows_beyond_what_was_made_from_the_later()
    {
        var older = await TextAsync(store, IndexLayout.RootJson);
        await PublishAsync(store, await ReleaseAsync("3.0"));
        await PublishAsync(store, await ReleaseAsync("4.0"));
        await PutRootAsync(older);
        await ApplyAsync(await PlanAsync());
        await ExpectSoundAsync(Published + 3);
    }

    [Test]
    public async Task A_prune_asks_for_the_repair_first()
    {
        await LoseAsync(null);
        var rules = new PruneRules { Keep = 1, Grace = TimeSpan.FromDays(1) };
        Assert.That(
            async () =>
                await new PrunePlanner(whole, new PublisherOptions { Channel = channel }).PlanAsync(rules, default),
            Throws.TypeOf<IndexNotSoundException>().With.Message.Contains("Repair makes these pages anew")
        );
    }

    private async Task ExpectRefusedAsync(string reason, params string[] others)
    {
        var before = await whole.ContentsAsync();
        var plan = await PlanAsync();
        var finding = plan.Left.Single(finding => finding.Key == channel.Root + IndexLayout.RootJson);
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.LostPage));
        Assert.That(finding.Detail, Does.Contain("not to be made anew").And.Contain(reason).And.Contain("restore"));
        Assert.That(plan.Left.Select(left => left.Key), Is.SupersetOf(others.Select(other => channel.Root + other)));
        await ApplyAsync(plan);
        var after = await whole.ContentsAsync();
        var root = channel.Root + IndexLayout.RootJson;
        Assert.That(after.GetValueOrDefault(root), Is.EqualTo(before.GetValueOrDefault(root)));
    }

    private async Task ExpectSoundAsync(long generation)
    {
        var status = (await PlanAsync()).Status;
        Assert.That(status.Findings, Is.Empty);
        Assert.That(status.Channels.Single().Generation, Is.EqualTo(generation));
        await PublishAsync(store, await ReleaseAsync("9.0"));
    }

    private Task<RepairPlan> PlanAsync() => new IndexRepair(whole).PlanAsync(default);

    private Task<IReadOnlyList<string>> ApplyAsync(RepairPlan plan) => new IndexRepair(whole).ApplyAsync(plan, default);

    private Task<PutResult> PutRootAsync(string text, string key = IndexLayout.RootJson) =>
        store.PutAsync(
            key,
            ObjectContent.FromBytes(Encoding.UTF8.GetBytes(text)),
            new ObjectOptions(key == IndexLayout.RootJson ? "application/vnd.pypi.simple.v1+json" : "application/json"),
            PutCondition.None,
            default
        );

    private async Task LoseAsync(string? found)
    {
        await store.DeleteAsync(IndexLayout.RootJson, default);
        if (found is not null)
        {
            await PutRootAsync(found);
        }
    }

    // All that tells of the list goes, but what begins so.
    private async Task LoseAllBut(string left)
    {
        await foreach (var row in store.ListAsync("", default))
        {
            var tells =
                row.Key == IndexLayout.RootJson
                || Forms.Contains(row.Key)
                || row.Key.StartsWith("releases/", StringComparison.Ordinal)
                || row.Key.StartsWith("history/", StringComparison.Ordinal);
            var kept =
                left.EndsWith('/') && !Forms.Contains(left)
                    ? row.Key.StartsWith(left, StringComparison.Ordinal)
                    : row.Key == left;
            if (tells && !kept)
            {
                await store.DeleteAsync(row.Key, default);
            }
        }
    }
}
