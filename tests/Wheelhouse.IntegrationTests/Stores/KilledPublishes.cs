using System.Diagnostics;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>
/// The pipeline publishes an update to a real gateway and is killed at one store operation after the other. pip must then
/// install what it installed before, and the next run must complete the update.
/// </summary>
public sealed class KilledPublishes
{
    private static readonly TemporaryFolder Run = new();
    private static readonly string[] Publish = ["--target=Publish", "--exclusive", "--root=vllm", "--gate=none"];
    private static string first = "";
    private static Pip pip = null!;
    private static S3Server server = null!;

    [OneTimeSetUp]
    public static async Task Prepare()
    {
        server = await S3Servers.CephAsync();
        await server.AllowReadingAsync();
        pip = await Pip.MakeAsync(Run["environment"]);
        first = await SmallRelease.BuildAsync(SmallRelease.Write(Run["wheels 1"], "1.0"), Run["site 1"]);
        var wheels = SmallRelease.Write(Run["wheels 2"], "2.0");
        SmallWheel.Write(wheels, "extra", "2.0", "py3-none-any", "vllm==2.0");
        string[] create = ["--target=Create-Index", "--no-index", $"--base-wheels={wheels}", "--root=extra"];
        (await Pipeline.RunAsync([.. create, $"--artifacts={Run["artifacts"]}"])).Succeeded();
    }

    [OneTimeTearDown]
    public static void RemoveFolders() => Run.Dispose();

    /// <param name="answered">Whether the server has done the operation, or never gets it.</param>
    /// <param name="most">How many operations, unless all.</param>
    [TestCase(true, 12)]
    [TestCase(false, 6)]
    public async Task After_a_kill_all_is_installable_that_was_and_the_next_run_completes(bool answered, int most)
    {
        var last = await OperationsAsync();
        var kills = Spread.Of(last, most);
        TestContext.Out.WriteLine(
            $"killed {(answered ? "after" : "before")} operations {string.Join(' ', kills)} of {last}"
        );
        foreach (var kill in kills)
        {
            await KillAsync(kill, answered);
        }
    }

    // What the update takes when nobody kills it.
    private static async Task<int> OperationsAsync()
    {
        var location = await ReleaseAsync();
        await using var proxy = await FaultProxy.StartAsync(server.Endpoint);
        await CompleteAsync(proxy.Endpoint, location);
        return proxy.Requests.Count;
    }

    private static async Task KillAsync(int operation, bool answered)
    {
        var location = await ReleaseAsync();
        var place = $"killed {(answered ? "after" : "before")} operation {operation}";
        await using (var proxy = await FaultProxy.StartAsync(server.Endpoint))
        {
            using var process = new PublisherProcess(proxy, operation, answered);
            var code = await process.RunAsync(() => HostOfBucket.Start(server, proxy.Endpoint, location, Arguments));
            await proxy.StopAsync();
            // Several operations run at once: now and then the last comes no more.
            Assert.That(code, Is.EqualTo(137).Or.Zero, place);
        }

        var store = location.Open(server.Settings);
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty, place);
        string[] roots = operation % 2 == 0 ? ["simple/", "simple-json/"] : ["simple-json/", "simple/"];
        var installs = await Task.WhenAll(
            InstallAsync(location, roots[0], "vllm==1.0"),
            InstallAsync(location, roots[1], "vllm")
        );
        Assert.That(installs[0], Is.EqualTo(Release("1.0")), place);
        Assert.That(installs[1], Is.EqualTo(Release("1.0")).Or.EqualTo(Release("2.0")), place);
        await CompleteAsync(server.Endpoint, location);
        visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty, place);
        Assert.That(visible.Html, Has.Count.EqualTo(7), place);
        Assert.That(visible.Json, Is.EqualTo(visible.Html), place);
    }

    private static string[] Arguments => [.. Publish, $"--artifacts={Run["artifacts"]}"];

    private static async Task<BucketLocation> ReleaseAsync()
    {
        var location = S3Server.EmptyStore();
        await SmallRelease.PublishAsync(location.Open(server.Settings), first);
        return location;
    }

    private static async Task CompleteAsync(Uri endpoint, BucketLocation location) =>
        (await HostOfBucket.RunAsync(server.AccessKey, server.SecretKey, endpoint, location, Arguments)).Succeeded();

    private static async Task<IReadOnlyList<string>> InstallAsync(
        BucketLocation location,
        string root,
        string requirement
    )
    {
        var target = Run.Folder($"{Guid.NewGuid():N}");
        var index = new Uri(location.PublicUrl(server.Settings), root);
        var (installed, _) = await pip.InstallAsync(target, index, [requirement]);
        Directory.Delete(target, recursive: true);
        return installed;
    }

    private static string[] Release(string version) => [$"torch-{version}", $"triton-{version}", $"vllm-{version}"];

    /// <summary>A process that dies at a request: before the server gets it, or when the server has answered.</summary>
    private sealed class PublisherProcess : IDisposable
    {
        private readonly Lock gate = new();
        private Process? process;
        private bool isDead;
        private int seen;

        public PublisherProcess(FaultProxy proxy, int operation, bool answered) =>
            proxy.Choose = _ =>
            {
                lock (gate)
                {
                    if (!isDead && ++seen == operation)
                    {
                        if (answered)
                        {
                            return Fault.LostAnswer with { Answered = Kill };
                        }

                        Kill();
                    }

                    // What was not sent before it died is never sent.
                    return isDead ? Fault.Reset : null;
                }
            };

        public async Task<int> RunAsync(Func<Process> start)
        {
            lock (gate)
            {
                process = start();
            }

            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            await Task.WhenAll(output, error);
            return process.ExitCode;
        }

        public void Dispose() => process?.Dispose();

        private void Kill()
        {
            lock (gate)
            {
                isDead = true;
                process!.Kill();
            }
        }
    }
}
