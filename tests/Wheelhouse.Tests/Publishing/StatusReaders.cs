using System.Text;
using Newtonsoft.Json.Linq;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Publishing;

/// <summary>What is told of a store.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class StatusReaders(StoreKind kind) : PublishingFixture
{
    private const string TorchWheel = "packages/torch/torch-1.0-py3-none-any.whl";
    private const string TorchJson = "simple-json/torch/index.json";

    private static readonly Channel Nightly = Channel.Parse("nightly");

    private IObjectStore store = null!;

    [SetUp]
    public async Task Publish()
    {
        store = TestStores.Make(kind, Folder);
        await PublishAsync(store, await ReleaseAsync("1.0"));
    }

    [Test]
    public async Task A_sound_store_has_its_totals_and_no_findings()
    {
        await PublishAsync(Nightly.Of(store), await ReleaseAsync("2.0"));
        var status = await ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Findings, Is.Empty);
            Assert.That(status.IsSound);
            Assert.That(
                status.Channels.Select(channel => channel.Channel),
                Is.EqualTo(new[] { Channel.Main, Nightly })
            );
            Assert.That(status.Channels.Select(channel => channel.Files), Is.EqualTo([3, 3]));
            Assert.That(
                status.Channels[1].Pages.Select(page => $"{page.Name} {page.LatestVersion}"),
                Is.EqualTo(["torch 2.0", "triton 2.0", "vllm 2.0"])
            );
            Assert.That(status.Objects, Is.EqualTo(await store.ListAsync("", default).CountAsync()));
            Assert.That(
                status.Bytes,
                Is.EqualTo(await store.ListAsync("", default).Select(row => row.Size).SumAsync())
            );
        }
    }

    [Test]
    public async Task A_store_with_nothing_in_it_is_sound()
    {
        store = TestStores.Make(kind, Folder);
        var status = await ReadAsync();
        Assert.That(status.IsSound);
        Assert.That(status.Channels, Is.Empty);
    }

    [TestCase(TorchWheel, FindingKind.MissingFile)]
    [TestCase(TorchWheel + ".metadata", FindingKind.MissingMetadata)]
    [TestCase("simple/torch/index.html", FindingKind.StalePage)]
    [TestCase("simple/index.html", FindingKind.StalePage)]
    [TestCase("index.html", FindingKind.StalePage)]
    [TestCase("status.json", FindingKind.StalePage)]
    [TestCase("simple-json/index.json", FindingKind.LostList)]
    public async Task What_is_deleted_is_found_and_nothing_else(string key, FindingKind expected)
    {
        await store.DeleteAsync(key, default);
        await ExpectAsync(expected, key);
    }

    [TestCase(TorchWheel, "short", FindingKind.DamagedFile)]
    [TestCase("simple-json/index.json", "<html>", FindingKind.LostList)]
    [TestCase("simple/torch/index.html", "<a href=x.whl>x</a>", FindingKind.LostPage)]
    [TestCase("status.json", "[]", FindingKind.LostPage)]
    public async Task What_is_overwritten_is_found_and_nothing_else(string key, string text, FindingKind expected)
    {
        await PutAsync(store, key, text);
        await ExpectAsync(expected, key);
    }

    [TestCase(null)]
    [TestCase("{}")]
    public async Task A_page_that_is_lost_is_restorable_where_it_has_a_second_key(string? found)
    {
        await store.DeleteAsync(TorchJson, default);
        if (found is not null)
        {
            await PutAsync(store, TorchJson, found);
        }

        await ExpectAsync(store.HasKeysEndingInSlash ? FindingKind.RestorablePage : FindingKind.LostPage, TorchJson);
    }

    [Test]
    public async Task Html_without_any_json_is_no_empty_store(
        [Values("main", "nightly")] string channel,
        [Values] bool ours
    )
    {
        store = TestStores.Make(kind, Folder);
        var seen = Channel.Parse(channel).Of(store);
        if (ours)
        {
            await PublishAsync(seen, await ReleaseAsync("1.0"));
            await foreach (var row in seen.ListAsync("", default))
            {
                if (!row.Key.StartsWith("simple/", StringComparison.Ordinal))
                {
                    await seen.DeleteAsync(row.Key, default);
                }
            }
        }
        else
        {
            await PutAsync(seen, "simple/numpy/index.html", "<a href=numpy.whl>numpy</a>");
        }

        var before = await store.ContentsAsync();
        var status = await ReadAsync();
        Assert.That(status.IsSound, Is.False);
        var root = Channel.Parse(channel).Root;
        Assert.That(
            status.Findings.Single(finding => finding.Key == root + IndexLayout.RootJson).Detail,
            Does.StartWith("not there, nor any JSON page: the HTML pages are without what they are made from")
        );
        Assert.That(
            status.Findings.Select(finding => finding.Key),
            Does.Contain(root + (ours ? TorchJson : "simple-json/numpy/index.json"))
        );
        var site = await ReleaseAsync("2.0", TestWheel.Of("amdsmi", "2.0"));
        Assert.That(async () => await PublishAsync(seen, site), Throws.TypeOf<ForeignPageException>());
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
        await new IndexRepair(store).ApplyAsync(await new IndexRepair(store).PlanAsync(default), default);
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_page_under_a_folders_key_is_found_out_of_step()
    {
        Assume.That(store.HasKeysEndingInSlash);
        await store.DeleteAsync("simple/torch/", default);
        await PutAsync(store, "simple-json/torch/", "{}");
        var status = await ReadAsync();
        Assert.That(status.IsSound, Is.False);
        Assert.That(status.Findings.Select(finding => finding.Kind), Has.None.EqualTo(FindingKind.UnnamedFile));
    }

    [Test]
    public async Task A_list_of_projects_that_is_behind_or_lacks_one_is_out_of_step()
    {
        var root = await TextAsync(store, IndexLayout.RootJson);
        await PublishAsync(store, await ReleaseAsync("2.0", TestWheel.Of("amdsmi", "2.0")));
        await PutAsync(store, IndexLayout.RootJson, root);
        var status = await ReadAsync();
        Assert.That(
            status.Findings.Where(finding => finding.Kind == FindingKind.StalePage).Select(finding => finding.Key),
            Does.Contain(IndexLayout.RootJson).And.Contain(IndexLayout.Landing)
        );
    }

    [Test]
    public async Task A_page_that_went_back_is_lost_and_its_files_are_not_called_unnamed()
    {
        var pages = new Dictionary<string, string>();
        await foreach (var row in store.ListAsync("simple", default))
        {
            pages[row.Key] = await TextAsync(store, row.Key);
        }

        await PublishAsync(store, await ReleaseAsync("2.0"));
        foreach (var (key, text) in pages.Where(page => page.Key.Contains("/torch/", StringComparison.Ordinal)))
        {
            await PutAsync(store, key, text);
        }

        await ExpectAsync(FindingKind.LostPage, TorchJson);
    }

    [Test]
    public async Task Files_that_no_page_names_are_told_with_their_age_and_are_no_fault()
    {
        await PutAsync(store, "packages/new/new-1.0-py3-none-any.whl", "wheel");
        var later = new PublisherOptions { Time = new ClockAt(DateTimeOffset.UtcNow.AddDays(40.5)) };
        var status = await new StatusReader(store, later).ReadAsync(default);
        var finding = status.Findings.Single();
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.UnnamedFile));
        Assert.That(finding.Detail, Does.Contain("5 bytes").And.Contain("40 days ago"));
        Assert.That(status.IsSound);
    }

    [Test]
    public async Task A_file_that_only_another_channel_names_is_named()
    {
        await PublishAsync(Nightly.Of(store), await ReleaseAsync("2.0"));
        Assert.That((await ReadAsync()).Findings, Is.Empty);
        await store.DeleteAsync("packages/torch/torch-2.0-py3-none-any.whl", default);
        await ExpectAsync(FindingKind.MissingFile, "packages/torch/torch-2.0-py3-none-any.whl");
    }

    [Test]
    public async Task Files_that_only_kept_pages_name_are_kept_for_a_rollback()
    {
        await RemoveTorchAsync();
        var status = await ReadAsync();
        Assert.That(status.Findings, Is.Empty);
        Assert.That(status.KeptForRollback, Is.EqualTo([TorchWheel, TorchWheel + ".metadata"]));
    }

    [Test]
    public async Task A_kept_page_that_cannot_be_read_is_told_and_makes_no_file_unnamed()
    {
        var run = (await RemoveTorchAsync())!.Run;
        await PutAsync(store, $"history/{run}/{TorchJson}", "{");
        var status = await ReadAsync();
        Assert.That(status.Findings.Select(finding => finding.Kind), Is.EqualTo([FindingKind.LostHistory]));
        Assert.That(status.IsSound);
    }

    [Test]
    public async Task Pages_of_a_trial_are_left_over_in_every_channel()
    {
        await PutAsync(store, "staging/20251105T143000Z-9f3a1c/simple/torch/index.html", "");
        await PutAsync(store, "nightly/staging/20251105T143000Z-9f3a1c/simple/torch/index.html", "");
        var status = await ReadAsync();
        Assert.That(
            status.Findings.Select(finding => finding.Kind),
            Is.EqualTo([FindingKind.LeftTrial, FindingKind.LeftTrial])
        );
        Assert.That(status.IsSound);
    }

    [Test]
    public async Task A_store_that_fails_is_an_error_and_not_empty() =>
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            new StatusReader(new FailingStore(store, TorchJson)).ReadAsync(default)
        );

    [Test]
    public async Task A_monitor_reads_counts_newest_versions_and_the_generation()
    {
        await PublishAsync(
            store,
            await ReleaseAsync("2.0"),
            new ClockAt(new DateTimeOffset(2027, 3, 5, 0, 0, 0, TimeSpan.Zero))
        );
        var status = JObject.Parse(await TextAsync(store, IndexLayout.Status));
        var files = (await ReadAsync()).Channels.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((long?)status["generation"], Is.EqualTo(files.Generation));
            Assert.That((int?)status["projects"], Is.EqualTo(3));
            Assert.That((int?)status["versions"], Is.EqualTo(6));
            Assert.That((int?)status["files"], Is.EqualTo(6));
            Assert.That((long?)status["bytes"], Is.EqualTo(files.Bytes));
            Assert.That((string?)status["latest"]!["torch"], Is.EqualTo("2.0"));
            Assert.That((DateTime?)status["newest-upload-time"], Is.EqualTo(new DateTime(2027, 3, 5)));
        }

        if (store.KeepsOptions)
        {
            var head = await store.HeadAsync(IndexLayout.Status, default);
            Assert.That((head!.ContentType, head.CacheControl), Is.EqualTo(("application/json", "no-cache")));
        }
    }

    private Task<StoreStatus> ReadAsync() => new StatusReader(store).ReadAsync(default);

    private async Task ExpectAsync(FindingKind kind, string key)
    {
        var status = await ReadAsync();
        Assert.That(status.IsSound, Is.False);
        Assert.That(
            status.Findings.Select(finding => (finding.Kind, finding.Key)).Distinct(),
            Is.EqualTo([(kind, key)]),
            string.Join('\n', status.Findings)
        );
    }

    private async Task<ReleaseRecord?> RemoveTorchAsync()
    {
        var page = ProjectPageJson.Parse(Encoding.UTF8.GetBytes(await TextAsync(store, TorchJson)), TorchJson);
        var removal = new PlannedChange(page, now => now!.WithFiles([]));
        return await new IndexChanger(store).ApplyAsync(
            new ChangePlan(IndexAction.Prune, store.Location, [removal]),
            default
        );
    }
}
