using Amazon.S3.Model;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Old versions leave a bucket of a real gateway, and pip installs all that is kept.</summary>
public sealed class PrunedBuckets
{
    private static readonly TemporaryFolder Run = new();
    private static CephGateway server = null!;

    [OneTimeSetUp]
    public static async Task StartServer()
    {
        server = await S3Servers.CephAsync();
        await server.AllowReadingAsync();
    }

    [OneTimeTearDown]
    public static void RemoveFolders() => Run.Dispose();

    [Test]
    public async Task All_that_is_kept_installs_before_and_after_the_files_went()
    {
        var location = S3Server.EmptyStore();
        var store = location.Open(server.Settings);
        foreach (var version in new[] { "1.0", "2.0", "3.0" })
        {
            var wheels = SmallRelease.Write(Run[$"wheels {version}"], version);
            // Of a project that has one version alone, and needs the oldest of another.
            if (version == "1.0")
            {
                SmallWheel.Write(wheels, "plugin", "1.0", "py3-none-any", "triton==1.0");
            }

            await SmallRelease.PublishAsync(store, await SmallRelease.BuildAsync(wheels, Run[$"site {version}"]));
        }

        var answers = new PipAnswers(server, await Pip.MakeAsync(Run["environment"]), Run);
        var plan = (await PruneAsync(location, "--plan")).Succeeded();
        Assert.That(plan.Output, Does.Match("keep +triton +1.0.*plugin 1.0"));
        var files = await server.KeysAsync($"{location.Prefix}packages/");
        (await PruneAsync(location)).Succeeded();
        Assert.That(await server.KeysAsync($"{location.Prefix}packages/"), Is.EqualTo(files), "files follow later");
        await ExpectAsync();
        await BeginUploadAsync($"{location.Prefix}packages/vllm/vllm-4.0-py3-none-any.whl");
        (await PruneAsync(location, "--grace=0")).Succeeded();
        await ExpectAsync();
        Assert.That(
            (await server.KeysAsync($"{location.Prefix}packages/")).Where(key =>
                key.EndsWith(".whl", StringComparison.Ordinal)
            ),
            Is.EquivalentTo(
                new[]
                {
                    "plugin/plugin-1.0-py3-none-any.whl",
                    "torch/torch-3.0-py3-none-any.whl",
                    "triton/triton-1.0-py3-none-any.whl",
                    "triton/triton-3.0-py3-none-any.whl",
                    "vllm/vllm-3.0-py3-none-any.whl",
                }
            )
        );
        Assert.That(await server.KeysAsync($"{location.Prefix}claims/"), Is.Empty);
        var status = await RunAsync(location, "--target=Status");
        Assert.That(
            status.Succeeded().Output,
            Does.Contain("left over UnfinishedObject: packages/vllm/vllm-4.0-py3-none-any.whl: 5 bytes are there")
        );

        async Task ExpectAsync()
        {
            var visible = await VisibleIndex.ReadAsync(store);
            Assert.That(visible.Problems, Is.Empty);
            Assert.That(visible.Json, Is.EqualTo(visible.Html));
            Assert.That(visible.Html, Has.Count.EqualTo(5));
            var contents = await UsersView.ContentsAsync(server, location.Prefix);
            foreach (var root in new[] { "simple/", "simple-json/" })
            {
                var newest = await answers.InstallAsync(location, contents, root, "vllm");
                Assert.That(newest, Is.EqualTo(["torch-3.0", "triton-3.0", "vllm-3.0"]));
                var kept = await answers.InstallAsync(location, contents, root, "plugin");
                Assert.That(kept, Is.EqualTo(["plugin-1.0", "triton-1.0"]));
            }
        }
    }

    [Test]
    public async Task Wherever_a_publisher_and_a_prune_are_stopped_no_page_names_what_is_gone([Values] bool pruneFirst)
    {
        var first = await SmallRelease.BuildAsync(
            SmallRelease.Write(Run[$"old {pruneFirst}"], "1.0"),
            Run[$"old site {pruneFirst}"]
        );
        var second = await SmallRelease.BuildAsync(
            SmallRelease.Write(Run[$"new {pruneFirst}"], "2.0"),
            Run[$"new site {pruneFirst}"]
        );
        var (publisher, prune) = (await RaceAsync(int.MaxValue, int.MaxValue)).Operations;
        var (kept, removed) = (0, 0);
        foreach (var publisherAt in Spread.Of(publisher, 4))
        {
            foreach (var pruneAt in Spread.Of(prune, 3))
            {
                var race = await RaceAsync(publisherAt, pruneAt);
                kept += race.Removed == 0 ? 1 : 0;
                removed += race.Removed > 0 ? 1 : 0;
            }
        }

        TestContext.Out.WriteLine($"{kept} prunes kept the files, {removed} removed files");
        Assert.That(kept, Is.Positive);
        Assert.That(removed, Is.Positive);

        async Task<PruneRace> RaceAsync(int publisherAt, int pruneAt)
        {
            var store = S3Server.EmptyStore().Open(server.Settings);
            await SmallRelease.PublishAsync(store, first);
            await PruneRace.LeaveFilesAsync(store, second);
            var race = new PruneRace(store, second);
            await race.RunAsync(publisherAt, pruneAt, pruneFirst);
            return race;
        }
    }

    private static Task<Pipeline.Finished> PruneAsync(BucketLocation location, params string[] more)
    {
        return RunAsync(location, ["--target=Prune", "--keep=1", .. more]);
    }

    private static Task<Pipeline.Finished> RunAsync(BucketLocation location, params string[] arguments)
    {
        string[] all = [.. arguments, $"--artifacts={Run["artifacts"]}"];
        return HostOfBucket.RunAsync(server, location, all);
    }

    private static async Task BeginUploadAsync(string key)
    {
        using var client = server.Client();
        var upload = await client.InitiateMultipartUploadAsync(S3Server.Bucket, key);
        await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = S3Server.Bucket,
                Key = key,
                UploadId = upload.UploadId,
                PartNumber = 1,
                InputStream = new MemoryStream("begun"u8.ToArray()),
                UseChunkEncoding = false,
            }
        );
    }
}
