using Wheelhouse.Closure;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Requirements;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Old versions leave an index, what is needed stays, and files follow later.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class Prunes(StoreKind kind) : PublishingFixture
{
    private const int MoreThanAnyPruneNeeds = 500;

    private static readonly PruneRules KeepOne = new() { Keep = 1 };
    private static readonly PublisherOptions Later = new()
    {
        Time = new ClockAt(DateTimeOffset.UtcNow + TimeSpan.FromDays(31)),
    };

    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [Test]
    public async Task The_newest_stay_and_what_needs_others_goes_first()
    {
        foreach (var version in new[] { "1.0", "2.0", "3.0" })
        {
            await PublishAsync(store, await ReleaseAsync(version));
        }

        var plan = await PlanAsync(new PruneRules { Keep = 2 });
        Assert.That(plan.Entries.Steps.Select(step => step.After.Name.Value), Is.EqualTo(["vllm", "torch", "triton"]));
        Assert.That(plan.Objects, Is.Empty);
        var files = await FileKeysAsync();
        await ApplyAsync(plan, new PruneRules { Keep = 2 });
        Assert.That(await VersionsAsync("torch"), Is.EqualTo(["2.0", "3.0"]));
        Assert.That(await FileKeysAsync(), Is.EqualTo(files), "files follow later");
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
        var record = (await new ReleaseRecords(store).ReadAllAsync(default)).Single(row =>
            row.Action == IndexAction.Prune
        );
        Assert.That(record.Pages.SelectMany(page => page.Removed).Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_cached_build_goes_as_a_whole_a_grace_time_after_it_was_stored()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        foreach (var key in new[] { "cache/aa/manifest.json", "cache/aa/01/a.whl", "cache/aa/02/b.whl" })
        {
            await PutAsync(store, key, "");
        }

        Assert.That((await PlanAsync(KeepOne)).Objects, Is.Empty);
        var plan = await new PrunePlanner(store, Later).PlanAsync(KeepOne, default);
        Assert.That(
            plan.Objects.Select(row => row.Key).Where(key => key.StartsWith("cache/", StringComparison.Ordinal)),
            Is.EqualTo(["cache/aa/manifest.json", "cache/aa/01/a.whl", "cache/aa/02/b.whl"])
        );
        await new Pruner(store, Later).ApplyAsync(plan, KeepOne, default);
        Assert.That((await store.ContentsAsync()).Keys, Has.None.StartsWith("cache/"));
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
    }

    [Test]
    public async Task What_a_kept_version_pins_stays()
    {
        await PublishAsync(
            store,
            await SiteAsync(TestWheel.Of("app", "1.0", "part==1.0"), TestWheel.Of("part", "1.0"))
        );
        await PublishAsync(store, await SiteAsync(TestWheel.Of("part", "2.0")));
        await PublishAsync(store, await SiteAsync(TestWheel.Of("part", "3.0")));
        var plan = await PlanAsync(KeepOne);
        Assert.That(
            plan.Kept.Select(kept => $"{kept.Project} {kept.Version} {kept.NeededBy}"),
            Is.EqualTo(["part 1.0 app 1.0"])
        );
        await ApplyAsync(plan, KeepOne);
        Assert.That(await VersionsAsync("part"), Is.EqualTo(["1.0", "3.0"]));
    }

    [Test]
    public async Task What_a_kept_version_pins_stays_where_its_closure_lacks_what_another_index_has()
    {
        await PublishAsync(
            store,
            await SiteAsync(
                TestWheel.Of("vision", "1.0", "torch==1.0", "helper<2", "pillow"),
                TestWheel.Of("torch", "1.0", "triton==1.0 ; platform_machine == 'riscv64'", "numpy"),
                TestWheel.Of("triton", "1.0", "numpy"),
                TestWheel.Of("helper", "1.0")
            )
        );
        await PublishAsync(
            store,
            await SiteAsync(TestWheel.Of("torch", "2.0"), TestWheel.Of("triton", "2.0"), TestWheel.Of("helper", "2.0"))
        );
        var plan = await PlanAsync(KeepOne);
        Assert.That(
            plan.Kept.Select(kept => $"{kept.Project} {kept.Version} {kept.NeededBy}"),
            Is.EquivalentTo(["torch 1.0 vision 1.0", "helper 1.0 vision 1.0", "triton 1.0 torch 1.0"])
        );
        Assert.That(plan.Entries.IsEmpty);
    }

    [Test]
    public async Task What_a_kept_version_takes_without_a_pin_stays()
    {
        // app takes any helper; the newer one does not get along with the low that app wants.
        await PublishAsync(
            store,
            await SiteAsync(
                TestWheel.Of("app", "1.0", "helper", "low<2"),
                TestWheel.Of("helper", "1.0", "low"),
                TestWheel.Of("low", "1.0")
            )
        );
        await PublishAsync(store, await SiteAsync(TestWheel.Of("helper", "2.0", "low>=2"), TestWheel.Of("low", "2.0")));
        await ApplyAsync(await PlanAsync(KeepOne), KeepOne);
        Assert.That(await VersionsAsync("helper"), Is.EqualTo(["1.0", "2.0"]));
        Assert.That(await VersionsAsync("low"), Is.EqualTo(["1.0", "2.0"]));
    }

    [Test]
    public async Task What_an_extra_of_a_kept_version_needs_stays()
    {
        var app = TestWheel
            .Of("app", "1.0")
            .Metadata(
                "Metadata-Version: 2.1\nName: app\nVersion: 1.0\nProvides-Extra: fast\n"
                    + "Requires-Dist: part==1.0 ; extra == \"fast\"\n"
            );
        await PublishAsync(store, await SiteAsync(app, TestWheel.Of("part", "1.0")));
        await PublishAsync(store, await SiteAsync(TestWheel.Of("part", "2.0")));
        Assert.That((await PlanAsync(KeepOne)).Entries.IsEmpty);
    }

    [Test]
    public async Task Young_versions_stay_whatever_their_number()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PublishAsync(store, await ReleaseAsync("2.0"));
        var rules = KeepOne with { OlderThan = TimeSpan.FromDays(30) };
        Assert.That((await PlanAsync(rules)).Entries.IsEmpty);
        Assert.That(
            (await new PrunePlanner(store, Later).PlanAsync(rules, default)).Entries.Steps,
            Has.Count.EqualTo(3)
        );
        var byAge = new PruneRules { OlderThan = TimeSpan.FromDays(30) };
        var plan = await new PrunePlanner(store, Later).PlanAsync(byAge, default);
        Assert.That(
            plan.Entries.Steps.SelectMany(step => step.After.Versions).Select(version => $"{version}"),
            Is.All.EqualTo("2.0"),
            "the newest stays whatever its age"
        );
    }

    [Test]
    public async Task Files_go_when_the_time_of_grace_is_over()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PublishAsync(store, await ReleaseAsync("2.0"));
        await ApplyAsync(await PlanAsync(KeepOne), KeepOne);
        Assert.That((await PlanAsync(KeepOne)).IsEmpty);
        var plan = await new PrunePlanner(store, Later).PlanAsync(KeepOne, default);
        var gone = await new Pruner(store, Later).ApplyAsync(plan, KeepOne, default);
        Assert.That(gone.Select(row => row.Key), Is.EqualTo(plan.Objects.Select(row => row.Key)));
        Assert.That(
            await FileKeysAsync(),
            Is.EqualTo(
                new[] { "torch", "triton", "vllm" }.SelectMany(name =>
                    new[] { "", ".metadata" }.Select(end => $"packages/{name}/{name}-2.0-py3-none-any.whl{end}")
                )
            )
        );
        Assert.That(gone.Select(row => row.Key), Has.Some.StartsWith("history/"));
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Files_that_another_channel_names_stay()
    {
        var nightly = new PublisherOptions { Channel = Channel.Parse("nightly") };
        var site = await ReleaseAsync("1.0");
        var publisher = new Publisher(store, nightly);
        await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
        await PublishAsync(store, site);
        await PublishAsync(store, await ReleaseAsync("2.0"));
        await ApplyAsync(await PlanAsync(KeepOne), KeepOne);
        var plan = await new PrunePlanner(store, Later).PlanAsync(KeepOne, default);
        Assert.That(plan.Objects.Select(row => row.Key), Has.None.StartsWith("packages/"));
        Assert.That(plan.Objects.Select(row => row.Key), Has.Some.StartsWith("history/"));
    }

    [Test]
    public async Task Replaced_pages_and_trials_of_another_channel_stay_and_keep_their_files()
    {
        var nightly = Later with { Channel = Channel.Parse("nightly") };
        foreach (var version in new[] { "1.0", "2.0" })
        {
            var publisher = new Publisher(store, nightly);
            await publisher.ApplyAsync(await publisher.PlanAsync(await ReleaseAsync(version), default), null, default);
        }

        await PublishAsync(store, await ReleaseAsync("3.0"));
        foreach (var key in new[] { "staging/r/simple/index.html", "nightly/staging/r/simple/index.html" })
        {
            await PutAsync(store, key, "");
        }

        // The page that names both has taken the place of the one that names the older.
        await new IndexChanger(store, nightly).ApplyAsync(
            (
                await new PrunePlanner(store, nightly with { Time = TimeProvider.System }).PlanAsync(KeepOne, default)
            ).Entries,
            default
        );
        var ofMain = (await new PrunePlanner(store, Later).PlanAsync(KeepOne, default)).Objects;
        Assert.That(ofMain.Select(row => row.Key), Has.None.StartsWith("nightly/").And.None.StartsWith("packages/"));
        Assert.That(ofMain.Select(row => row.Key), Has.Some.StartsWith("staging/"));
        var ofNightly = (await new PrunePlanner(store, nightly).PlanAsync(KeepOne, default)).Objects;
        Assert.That(ofNightly.Select(row => row.Key), Has.None.StartsWith("staging/"));
        Assert.That(ofNightly.Select(row => row.Key), Has.Some.StartsWith("nightly/staging/"));
        Assert.That(ofNightly.Select(row => row.Key), Has.Some.StartsWith("nightly/history/"));
        Assert.That(ofNightly.Select(row => row.Key), Has.Some.StartsWith("packages/torch/torch-1.0"));
    }

    [Test]
    public async Task A_file_that_is_named_after_the_plan_stays()
    {
        await PublishAsync(store, await ReleaseAsync("2.0"));
        var first = (await new ReleaseRecords(store).ReadAllAsync(default)).Single();
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await new IndexChanger(store).ApplyAsync(
            await new RollbackPlanner(store).PlanAsync(first.Run, default),
            default
        );
        var plan = await new PrunePlanner(store, Later).PlanAsync(KeepOne, default);
        Assert.That(plan.Objects.Select(row => row.Key), Has.Some.Contains("torch-1.0"));
        await PublishAsync(store, await ReleaseAsync("1.0"));
        plan = plan with { Entries = plan.Entries with { Steps = [] } };
        await new Pruner(store, Later).ApplyAsync(plan, KeepOne, default);
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task A_publish_meanwhile_makes_the_plan_outdated()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await PublishAsync(store, await ReleaseAsync("2.0"));
        var plan = await PlanAsync(KeepOne);
        await PublishAsync(store, await ReleaseAsync("3.0"));
        var before = await store.ContentsAsync();
        await Assert.ThrowsAsync<PlanOutdatedException>(() => ApplyAsync(plan, KeepOne));
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Missing_metadata_stops_it_since_what_is_needed_cannot_be_told()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await store.DeleteAsync("packages/vllm/vllm-1.0-py3-none-any.whl.metadata", default);
        var error = await Assert.ThrowsAsync<IndexNotSoundException>(() => PlanAsync(KeepOne));
        Assert.That(error!.Message, Does.Contain("vllm-1.0-py3-none-any.whl.metadata"));
    }

    [Test]
    public async Task A_kill_at_any_operation_leaves_a_closed_set_and_the_next_prune_ends()
    {
        // Folders are slow, and what they do is what buckets do.
        var step = kind == StoreKind.Folder ? 11 : 1;
        for (var killAt = 1; killAt < MoreThanAnyPruneNeeds; killAt += step)
        {
            store = TestStores.Make(kind, Folder);
            foreach (var version in new[] { "1.0", "2.0", "3.0" })
            {
                await PublishAsync(store, await ReleaseAsync(version));
            }

            var two = new PruneRules { Keep = 2 };
            await ApplyAsync(await PlanAsync(two), two);
            var completed = await TryPruneAsync(new KilledStore(store, killAt, afterwards: true));
            Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty, $"killed at operation {killAt}");
            await new IndexRepair(store).ApplyAsync(await new IndexRepair(store).PlanAsync(default), default);
            Assert.That(await TryPruneAsync(store));
            Assert.That(await VersionsAsync("torch"), Is.EqualTo(["3.0"]), $"killed at operation {killAt}");
            if (completed)
            {
                Assert.That(killAt, Is.GreaterThan(40), "the prune had too few operations to test anything");
                return;
            }
        }

        Assert.Fail("the prune never came to its end");
    }

    [Test]
    public async Task Of_random_indexes_what_is_kept_installs_as_before([Range(1, 12)] int seed)
    {
        var random = new Random(seed);
        string[] names = ["pa", "pb", "pc", "pd"];
        var made = new List<WheelFile>();
        for (var round = 1; round <= 4; round++)
        {
            var wheels = names
                .Where(_ => random.Next(4) > 0)
                .Select(name => TestWheel.Of(name, $"{round}.0", [.. Requirements(random, names, name)]))
                .ToArray();
            if (wheels.Length > 0)
            {
                var site = await SiteAsync(wheels);
                made.AddRange(
                    Directory.EnumerateFiles(site, "*.whl", SearchOption.AllDirectories).Select(WheelFile.Read)
                );
                await PublishAsync(store, site);
            }
        }

        await ApplyAsync(await PlanAsync(KeepOne), KeepOne);
        var left = new HashSet<string>();
        foreach (var name in names)
        {
            left.UnionWith((await VersionsAsync(name)).Select(version => $"{name} {version}"));
        }

        var kept = made.Where(wheel => left.Contains($"{wheel.FileName.Project} {wheel.FileName.Version}")).ToList();
        foreach (var newest in kept.GroupBy(wheel => wheel.FileName.Project).Select(group => group.MaxBy(Version)!))
        {
            var root = $"{newest.FileName.Project}=={newest.FileName.Version}";
            Assert.That(Installs(root, kept), Is.EqualTo(Installs(root, made)), $"{root}, seed {seed}");
        }
    }

    private static PythonVersion Version(WheelFile wheel) => wheel.FileName.Version;

    private static bool Installs(string root, IReadOnlyList<WheelFile> wheels) =>
        ClosureAudit
            .Audit(
                [Requirement.Parse(root)],
                wheels,
                [TargetEnvironment.ForCPython(PythonVersion.Parse("3.12"), "manylinux_2_35_x86_64")]
            )
            .IsClosed;

    private static List<string> Requirements(Random random, string[] names, string own)
    {
        string[] conditions = ["", "", "<3", ">=2", "==1.0", "!=4.0"];
        return
        [
            .. names
                .Where(name => name != own && random.Next(3) == 0)
                .Select(name => name + conditions[random.Next(conditions.Length)]),
        ];
    }

    private Task<string> SiteAsync(params TestWheel[] wheels) => TestSite.BuildAsync(Folder, wheels);

    private Task<PrunePlan> PlanAsync(PruneRules rules) => new PrunePlanner(store).PlanAsync(rules, default);

    private Task<IReadOnlyList<PrunedObject>> ApplyAsync(PrunePlan plan, PruneRules rules) =>
        new Pruner(store).ApplyAsync(plan, rules, default);

    private static async Task<bool> TryPruneAsync(IObjectStore store)
    {
        try
        {
            var plan = await new PrunePlanner(store, Later).PlanAsync(KeepOne, default);
            await new Pruner(store, Later).ApplyAsync(plan, KeepOne, default);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    private async Task<List<string>> VersionsAsync(string project)
    {
        var key = IndexLayout.ProjectJson(ProjectName.Parse(project));
        await using var found = await store.GetAsync(key, default);
        return found is null
            ? []
            :
            [
                .. ProjectPageJson
                    .Parse(await found.ReadBytesAsync(1 << 20, default), key)
                    .Versions.Select(version => version.ToString()),
            ];
    }

    private async Task<List<string>> FileKeysAsync() =>
        [.. (await store.ContentsAsync()).Keys.Where(key => key.StartsWith("packages/", StringComparison.Ordinal))];
}
