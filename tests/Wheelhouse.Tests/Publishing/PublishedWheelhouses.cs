using Newtonsoft.Json.Linq;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Requirements;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>What a release consists of, and what it was made from, is published with it.</summary>
public sealed class PublishedWheelhouses : PublishingFixture
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private MemoryObjectStore store = new();

    [SetUp]
    public void MakeStore() => store = new MemoryObjectStore();

    [Test]
    public async Task It_is_there_before_the_record_that_makes_the_run_official()
    {
        var run = (await PublishAsync("1.0", Noon)).Record!.Run;
        Assert.That(
            store.Writes.TakeLast(3).Select(write => write.Key),
            Is.EqualTo(
                new[]
                {
                    $"nightly/releases/{run}/wheelhouse.json",
                    "nightly/wheelhouse.json",
                    $"nightly/releases/{run}.json",
                }
            )
        );
        var own = await TextAsync(store, $"nightly/releases/{run}/wheelhouse.json");
        Assert.That(await TextAsync(store, "nightly/wheelhouse.json"), Is.EqualTo(own));
        var json = JObject.Parse(own);
        Assert.That((string?)json["run"], Is.EqualTo($"{run}"));
        Assert.That((string?)json["commit"], Is.EqualTo("0123abc"));
        Assert.That(json["roots"]!.Single().ToString(), Is.EqualTo("vllm"));
    }

    [Test]
    public async Task It_tells_each_wheels_making_and_nothing_of_the_machine()
    {
        var run = (await PublishAsync("1.0", Noon)).Record!.Run;
        var text = await TextAsync(store, $"nightly/releases/{run}/wheelhouse.json");
        var files = JObject.Parse(text)["files"]!.ToDictionary(file => (string)file["project"]!);
        var torch = files["torch"];
        Assert.That((string?)torch["file"], Is.EqualTo("torch-2.9.0-py3-none-any.whl"));
        Assert.That((string?)torch["version"], Is.EqualTo("2.9.0"));
        Assert.That((string?)torch["sha256"], Is.EqualTo("after"));
        Assert.That((string?)torch["original"]!["version"], Is.EqualTo("2.9.0a0+git1"));
        Assert.That((string?)torch["original"]!["sha256"], Is.EqualTo("before"));
        Assert.That((string?)torch["build"]!["recipe"], Is.EqualTo("rocm"));
        Assert.That((string?)torch["build"]!["imageDigest"], Is.EqualTo("sha256:7"));
        Assert.That((string?)torch["build"]!["commits"]!["vllm"], Is.EqualTo("c0ffee"));
        Assert.That((string?)torch["build"]!["arguments"]!["GITHUB_TOKEN"], Is.EqualTo("***"));
        Assert.That((string?)torch["requiredBy"]![0], Is.EqualTo("vllm"));

        Assert.That((string?)files["numpy"]["origin"], Is.EqualTo("https://***@pypi.org/numpy-2.0-py3-none-any.whl"));
        Assert.That(
            (string?)files["numpy"]["original"]!["sha256"],
            Is.EqualTo("same"),
            "told where nothing changed, too"
        );
        Assert.That((string?)files["given"]["origin"], Is.EqualTo("given-1-py3-none-any.whl"));
        Assert.That((string?)files["found"]["origin"], Is.EqualTo("found-1-py3-none-any.whl"));
        Assert.That((string?)files["made"]["origin"], Is.EqualTo("built from made-1.tar.gz"));
        Assert.That(text, Does.Not.Contain("/home/").And.Not.Contain("hidden"));
    }

    [Test]
    public async Task Beside_the_index_is_that_of_the_latest_run_whoever_writes_last()
    {
        var late = (await PublishAsync("1.1", Noon.AddHours(1))).Record!.Run;
        var early = (await PublishAsync("1.0", Noon)).Record!.Run;
        Assert.That(
            await TextAsync(store, "nightly/wheelhouse.json"),
            Does.Contain($"{late}").And.Not.Contain($"{early}")
        );
        Assert.That(await TextAsync(store, $"nightly/releases/{early}/wheelhouse.json"), Does.Contain($"{early}"));
        var latest = (await PublishAsync("1.2", Noon.AddHours(2))).Record!.Run;
        Assert.That(await TextAsync(store, "nightly/wheelhouse.json"), Does.Contain($"{latest}"));
    }

    [Test]
    public async Task What_is_damaged_is_replaced()
    {
        await store.PutAsync(
            "nightly/wheelhouse.json",
            ObjectContent.FromBytes("{"u8.ToArray()),
            new ObjectOptions("application/json"),
            PutCondition.None,
            default
        );
        var run = (await PublishAsync("1.0", Noon)).Record!.Run;
        Assert.That(await TextAsync(store, "nightly/wheelhouse.json"), Does.Contain($"{run}"));
    }

    [Test]
    public async Task A_publish_that_changes_nothing_writes_none()
    {
        await PublishAsync("1.0", Noon);
        var writes = store.Writes.Count;
        Assert.That((await PublishAsync("1.0", Noon.AddHours(1))).Record, Is.Null);
        Assert.That(store.Writes, Has.Count.EqualTo(writes));
    }

    private async Task<PublishResult> PublishAsync(string version, DateTimeOffset now)
    {
        var site = await ReleaseAsync(version);
        var options = new PublisherOptions
        {
            Channel = Channel.Parse("nightly"),
            Commit = "0123abc",
            Time = new ClockAt(now),
            Wheelhouse = new WheelhouseDescription(Manifest())
            {
                Roots = [Requirement.Parse("vllm")],
                Environment = "cp312 manylinux_2_35_x86_64",
            },
        };
        var publisher = new Publisher(store, options);
        return await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }

    private static WheelManifest Manifest() =>
        new([
            Entry(
                "torch-2.9.0-py3-none-any.whl",
                "after",
                "/home/me/vllm@c0ffee/docker/Dockerfile.rocm_base sha256:7"
            ) with
            {
                OriginalFileName = WheelFileName.Parse("torch-2.9.0a0+git1-py3-none-any.whl"),
                OriginalSha256 = "before",
                RequiredBy = [ProjectName.Parse("vllm")],
                Build = new BuildProvenance(
                    "rocm",
                    "recipe",
                    "sha256:7",
                    [new("vllm", "c0ffee")],
                    [new("GITHUB_TOKEN", "hidden"), new("PYTHON_VERSION", "3.12")]
                ),
            },
            Entry("numpy-2.0-py3-none-any.whl", "same", "https://me:hidden@pypi.org/numpy-2.0-py3-none-any.whl"),
            Entry("given-1-py3-none-any.whl", "1", "/home/me/wheels/given-1-py3-none-any.whl"),
            Entry("found-1-py3-none-any.whl", "2", "file:///home/me/a%20b/found-1-py3-none-any.whl"),
            Entry("made-1-py3-none-any.whl", "3", "built from file:///home/me/made-1.tar.gz"),
        ]);

    private static ManifestEntry Entry(string name, string sha256, string origin)
    {
        var file = WheelFileName.Parse(name);
        return new ManifestEntry(file, sha256, 1, DateTime.UnixEpoch, file, origin);
    }
}
