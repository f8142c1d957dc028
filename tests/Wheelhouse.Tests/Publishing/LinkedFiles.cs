using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Files that an index only links to: users fetch them elsewhere, and the index knows what they need.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class LinkedFiles(StoreKind kind) : PublishingFixture
{
    private const string Sidecar = "packages/torch/torch-2.9.0+rocm7-py3-none-any.whl.metadata";
    private const string Url = "https://example.org/whl/torch-2.9.0%2Brocm7-py3-none-any.whl";
    private static readonly Channel Nightly = Channel.Parse("nightly");

    private IObjectStore store = null!;
    private string site = "";
    private string sha256 = "";

    [SetUp]
    public async Task Publish()
    {
        store = TestStores.Make(kind, Folder);
        var wheels = await TestSite.ReadAsync(
            Folder,
            TestWheel.Of("vllm", "1.0", "torch==2.9.0+rocm7"),
            TestWheel.Of("torch", "2.9.0+rocm7", "triton"),
            TestWheel.Of("triton", "3.4.0")
        );
        var linked = wheels.FindIndex(wheel => wheel.Wheel.FileName.Project.Value == "torch");
        wheels[linked] = wheels[linked] with { Link = new Uri(Url) };
        sha256 = wheels[linked].Sha256;
        site = Path.Combine(Folder, "linking");
        await SiteBuilder.BuildAsync(SiteBuilder.Plan(wheels), site, default);
        var publisher = new Publisher(store, new PublisherOptions { Channel = Nightly });
        var plan = await publisher.PlanAsync(site, default);
        Assert.That(
            plan.BytesToSend,
            Is.LessThan(wheels.Sum(wheel => wheel.Wheel.Size + wheel.Wheel.Metadata.Bytes.Length))
        );
        await publisher.ApplyAsync(plan, null, default);
    }

    [Test]
    public async Task Pages_name_them_by_url_and_hash_and_promise_no_metadata_beside_them()
    {
        var html = await TextAsync(store, "nightly/simple/torch/index.html");
        Assert.That(html, Does.Contain($"href=\"{Url}#sha256={sha256}\"").And.Not.Contain("core-metadata"));
        var json = await TextAsync(store, "nightly/simple-json/torch/index.json");
        Assert.That(json, Does.Contain($"\"url\": \"{Url}\"").And.Contain("\"_metadata\"").And.Contain(sha256));
        Assert.That(json, Does.Not.Contain("\"core-metadata\""));
        Assert.That(await store.HeadAsync(Sidecar, default), Is.Not.Null);
        Assert.That(await store.HeadAsync(Sidecar[..^".metadata".Length], default), Is.Null);
        Assert.That(Directory.GetFiles(Path.Combine(site, "packages", "torch")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task They_are_not_missing_and_what_is_kept_of_them_is_looked_after()
    {
        var status = await new StatusReader(store).ReadAsync(default);
        Assert.That(status.Findings, Is.Empty);
        Assert.That(await new FileCheck(store).RunAsync(status, null, default), Is.Empty);
        await store.DeleteAsync(Sidecar, default);
        Assert.That(
            (await new StatusReader(store).ReadAsync(default)).Findings.Select(finding => (finding.Kind, finding.Key)),
            Is.EqualTo(new[] { (FindingKind.MissingMetadata, Sidecar) })
        );
    }

    [Test]
    public async Task A_promotion_follows_what_they_need()
    {
        var options = new PublisherOptions();
        var plan = await new PromotionPlanner(store, options).PlanAsync(
            Nightly,
            ProjectName.Parse("vllm"),
            PythonVersion.Parse("1.0"),
            default
        );
        Assert.That(plan.Steps.Select(step => step.After.Name.Value), Is.EqualTo(["triton", "torch", "vllm"]));
        await new IndexChanger(store, options).ApplyAsync(plan, default);
        Assert.That(await TextAsync(store, "simple/torch/index.html"), Does.Contain($"{Url}#sha256={sha256}"));
    }

    [Test]
    public async Task What_is_kept_of_them_stays_as_long_as_a_page_names_them()
    {
        var later = new PublisherOptions
        {
            Channel = Nightly,
            Time = new ClockAt(DateTimeOffset.UtcNow + TimeSpan.FromDays(31)),
        };
        var plan = await new PrunePlanner(store, later).PlanAsync(new PruneRules { Keep = 1 }, default);
        Assert.That(plan.Objects, Is.Empty);
    }
}
