using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>
/// A process publishes an update to a real gateway and is killed at one store operation after the other. pip must then
/// install what it installed before, and the next run must complete the update.
/// </summary>
public sealed class KilledPublishes
{
    // Who waits for a process or a server leaves the processors to others.
    private const int PlacesAtOnce = 3;

    private static readonly TemporaryFolder Run = new();
    private static readonly string[] Publish = ["--target=Publish", "--exclusive", "--root=vllm", "--gate=none"];
    private static string first = "";
    private static string second = "";
    private static string inParts = "";
    private static PipAnswers answers = null!;
    private static S3Server server = null!;

    [OneTimeSetUp]
    public static async Task Prepare()
    {
        server = await S3Servers.CephAsync();
        await server.AllowReadingAsync();
        answers = new PipAnswers(server, await Pip.MakeAsync(Run["environment"]), Run);
        first = await SmallRelease.BuildAsync(Write(Run["wheels 1"], "1.0"), Run["site 1"]);
        var wheels = Write(Run["wheels 2"], "2.0");
        SmallWheel.Write(wheels, "extra", "2.0", "py3-none-any", "vllm==2.0");
        second = await SmallRelease.BuildAsync(wheels, Run["site 2"]);
        inParts = await SmallRelease.BuildAsync(Write(Run["wheels 3"], "2.0", bytes: 5_500_000), Run["site 3"]);
    }

    [OneTimeTearDown]
    public static void RemoveFolders() => Run.Dispose();

    [Test]
    public async Task After_a_kill_at_each_operation_all_is_installable_that_was_and_the_next_run_completes()
    {
        var whole = await ReleaseAsync();
        int last;
        await using (var proxy = await FaultProxy.StartAsync(server.Endpoint))
        {
            using var process = new KilledProcess(proxy, int.MaxValue, answered: true);
            Assert.That(
                await process.RunAsync(() => PublisherProgram.Start(server, proxy.Endpoint, whole, second)),
                Is.Zero
            );
            last = proxy.Requests.Count;
        }

        Assert.That(last, Is.GreaterThan(60), "the publish had too few operations to test anything");
        await Parallel.ForEachAsync(
            Enumerable.Range(1, last),
            new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce },
            async (operation, _) =>
            {
                var location = await ReleaseAsync();
                await KillAsync(
                    operation,
                    answered: true,
                    endpoint => PublisherProgram.Start(server, endpoint, location, second),
                    location
                );
                var store = location.Open(server.Settings);
                await SmallRelease.PublishAsync(store, second);
                await AssertCompleteAsync(store, files: 5, $"after operation {operation}");
                Assert.That((await new Publisher(store).PlanAsync(second, default)).IsEmpty);
            }
        );
        TestContext.Out.WriteLine($"killed after each of {last} operations, pip run {answers.Runs} times");
    }

    /// <param name="answered">Whether the server has done the operation, or never gets it.</param>
    [TestCase(true)]
    [TestCase(false)]
    public async Task So_it_is_with_the_pipeline_itself(bool answered)
    {
        string[] create = ["--target=Create-Index", "--no-index", $"--base-wheels={Run["wheels 2"]}", "--root=extra"];
        (await Pipeline.RunAsync([.. create, $"--artifacts={Run["artifacts"]}"])).Succeeded();
        var whole = await ReleaseAsync();
        int last;
        await using (var proxy = await FaultProxy.StartAsync(server.Endpoint))
        {
            await CompleteAsync(proxy.Endpoint, whole);
            last = proxy.Requests.Count;
        }

        foreach (var operation in Spread.Of(last, answered ? 4 : 2))
        {
            var location = await ReleaseAsync();
            await KillAsync(
                operation,
                answered,
                endpoint => HostOfBucket.Start(server, endpoint, location, Arguments),
                location
            );
            await CompleteAsync(server.Endpoint, location);
            await AssertCompleteAsync(location.Open(server.Settings), files: 5, $"at operation {operation}");
        }
    }

    /// <param name="answered">Whether the server has done the operation, or never gets it.</param>
    [TestCase(true)]
    [TestCase(false)]
    public async Task So_it_is_at_each_operation_of_a_wheel_in_parts_and_what_arrived_is_not_sent_again(bool answered)
    {
        int last;
        await using (var proxy = await FaultProxy.StartAsync(server.Endpoint))
        {
            using var process = new KilledProcess(proxy, int.MaxValue, answered);
            var whole = await ReleaseAsync();
            Assert.That(
                await process.RunAsync(() => PublisherProgram.Start(server, proxy.Endpoint, whole, inParts)),
                Is.Zero
            );
            var requests = proxy.Requests.Where(IsOfParts).ToList();
            Assert.That(requests.Count(IsPart), Is.EqualTo(2));
            last = requests.Count;
        }

        // To begin it, to write that down, to ask for parts, to send two, to complete them, to forget it, and to look between.
        Assert.That(last, Is.GreaterThanOrEqualTo(10));
        await Parallel.ForEachAsync(
            // Before an operation it is mostly as after the one that went before.
            answered ? Enumerable.Range(1, last) : Spread.Of(last, 4),
            new ParallelOptions { MaxDegreeOfParallelism = PlacesAtOnce },
            async (operation, _) =>
            {
                var location = await ReleaseAsync();
                var at = await KillAsync(
                    operation,
                    answered,
                    endpoint => PublisherProgram.Start(server, endpoint, location, inParts),
                    location,
                    IsOfParts
                );
                var place = $"killed {(answered ? "after" : "before")} {at}";
                await using var proxy = await FaultProxy.StartAsync(server.Endpoint);
                var settings = server.Settings with { Endpoint = proxy.Endpoint, PartSize = 5 << 20 };
                await SmallRelease.PublishAsync(location.Open(settings), inParts);
                await AssertCompleteAsync(location.Open(server.Settings), files: 4, place);
                var sent = proxy.Requests.Count(IsPart);
                TestContext.Out.WriteLine($"{place}: {sent} parts sent by the next run");
                if (IsCompletion(at))
                {
                    Assert.That(sent, Is.Zero, place);
                }
                else if (answered && IsPart(at))
                {
                    Assert.That(sent, Is.LessThan(2), place);
                }

                // One that was begun and not written down has no name that anyone knows, and no parts.
                var isUnknown = at.EndsWith("?uploads", StringComparison.Ordinal)
                    ? answered
                    : IsRecord(at) && !answered;
                var left = (await server.UploadsAsync()).Count(upload =>
                    upload.Key.StartsWith(location.Prefix, StringComparison.Ordinal)
                );
                Assert.That(left, Is.EqualTo(isUnknown ? 1 : 0), place);
                // Where the killed run had completed it, what it wrote down stays for a week.
                if (proxy.Requests.Any(IsCompletion))
                {
                    Assert.That(await server.KeysAsync(location.Prefix + ".wheelhouse-"), Is.Empty, place);
                }
            }
        );
        TestContext.Out.WriteLine($"killed at each of {last} operations of an upload in parts");
    }

    private static bool IsOfParts(string request) =>
        request.Contains("uploads", StringComparison.Ordinal)
        || request.Contains("uploadId=", StringComparison.Ordinal)
        || (
            request.StartsWith("HEAD ", StringComparison.Ordinal) && request.EndsWith(".whl", StringComparison.Ordinal)
        );

    private static bool IsPart(string request) => request.Contains("partNumber=", StringComparison.Ordinal);

    private static bool IsCompletion(string request) =>
        request.StartsWith("POST ", StringComparison.Ordinal)
        && request.Contains("uploadId=", StringComparison.Ordinal);

    private static bool IsRecord(string request) =>
        request.StartsWith("PUT ", StringComparison.Ordinal)
        && request.Contains(".wheelhouse-uploads/", StringComparison.Ordinal);

    /// <returns>The request at which it was killed.</returns>
    private static async Task<string> KillAsync(
        int operation,
        bool answered,
        Func<Uri, System.Diagnostics.Process> start,
        BucketLocation location,
        Func<string, bool>? counts = null
    )
    {
        var at = "";
        var place = $"killed {(answered ? "after" : "before")} operation {operation}";
        await using (var proxy = await FaultProxy.StartAsync(server.Endpoint))
        {
            using var process = new KilledProcess(proxy, operation, answered, counts);
            var code = await process.RunAsync(() => start(proxy.Endpoint));
            await proxy.StopAsync();
            // Several operations run at once: now and then the last comes no more.
            Assert.That(code, Is.EqualTo(137).Or.Zero, place);
            at = process.KilledAt;
        }

        var visible = await VisibleIndex.ReadAsync(location.Open(server.Settings));
        Assert.That(visible.Problems, Is.Empty, place);
        var contents = await UsersView.ContentsAsync(server, location.Prefix);
        foreach (var root in new[] { "simple/", "simple-json/" })
        {
            Assert.That(
                await answers.InstallAsync(location, contents, root, "vllm==1.0"),
                Is.EqualTo(Release("1.0")),
                place
            );
            Assert.That(
                await answers.InstallAsync(location, contents, root, "vllm"),
                Is.EqualTo(Release("1.0")).Or.EqualTo(Release("2.0")),
                place
            );
        }

        return at;
    }

    private static async Task AssertCompleteAsync(IObjectStore store, int files, string place)
    {
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty, place);
        Assert.That(visible.Html, Has.Count.EqualTo(files), place);
        Assert.That(visible.Json, Is.EqualTo(visible.Html), place);
    }

    private static string[] Arguments => [.. Publish, $"--artifacts={Run["artifacts"]}"];

    // As few operations as have all that may go wrong: a page that needs another, and later a new one that needs both.
    private static string Write(string folder, string version, int bytes = 0)
    {
        Directory.CreateDirectory(folder);
        SmallWheel.Write(folder, "vllm", version, "py3-none-any", $"torch=={version}");
        SmallWheel.WriteOfSize(folder, "torch", version, "py3-none-any", bytes);
        return folder;
    }

    private static async Task<BucketLocation> ReleaseAsync()
    {
        var location = S3Server.EmptyStore();
        await SmallRelease.PublishAsync(location.Open(server.Settings), first);
        return location;
    }

    private static async Task CompleteAsync(Uri endpoint, BucketLocation location) =>
        (await HostOfBucket.RunAsync(server.AccessKey, server.SecretKey, endpoint, location, Arguments)).Succeeded();

    private static string[] Release(string version) => [$"torch-{version}", $"vllm-{version}"];
}
