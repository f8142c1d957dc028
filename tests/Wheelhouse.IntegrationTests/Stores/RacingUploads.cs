using Wheelhouse.Publishing;
using Wheelhouse.Tests.Publishing;
using Wheelhouse.Wheels;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>
/// Two publishers that send other bytes under one name in parts, to a real gateway that completes whatever was begun: it
/// ignores the condition there.
/// </summary>
public sealed class RacingUploads : FaultyBucket
{
    private const string Wheel = "torch-1.0-py3-none-any.whl";
    private static readonly TemporaryFolder Run = new();
    private static string first = "";
    private static string second = "";

    [OneTimeSetUp]
    public static async Task BuildSites()
    {
        first = await BuildAsync("1");
        second = await BuildAsync("2");
    }

    [OneTimeTearDown]
    public static void RemoveSites() => Run.Dispose();

    [Test]
    public async Task Who_comes_second_is_refused_and_what_is_stored_is_what_the_page_says()
    {
        // The first completion waits for the second, and that until one of the publishers has ended.
        var met = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        var completions = 0;
        Proxy.Choose = request =>
        {
            if (
                request.StartsWith("POST ", StringComparison.Ordinal)
                && request.Contains("uploadId=", StringComparison.Ordinal)
            )
            {
                if (Interlocked.Increment(ref completions) == 1)
                {
                    met.Task.Wait();
                }
                else
                {
                    met.TrySetResult();
                    ended.Task.Wait();
                }
            }

            return null;
        };
        var one = PublishAsync(first, TimeProvider.System);
        while (!one.IsCompleted && (await Server.KeysAsync(Location.Prefix + "claims/")).Count == 0)
        {
            await Task.Delay(10);
        }

        var other = PublishAsync(second, new Later());
        _ = Task.WhenAny(one, other)
            .ContinueWith(
                _ =>
                {
                    ended.TrySetResult();
                    met.TrySetResult();
                },
                TaskScheduler.Default
            );
        var refused = await other;
        Assert.That(await one, Is.Null);
        var (published, given) = (await Sha256Async(first), await Sha256Async(second));
        Assert.That(
            refused?.Message,
            Does.Contain(
                $"{Wheel}: sha256 {published} in a run that is publishing it at this moment, {given} in this one"
            )
        );
        var direct = Location.Open(Server.Settings);
        Assert.That((await VisibleIndex.ReadAsync(direct)).Problems, Is.Empty);
        var status = await new StatusReader(direct).ReadAsync(default);
        Assert.That(status.Findings, Is.Empty);
        Assert.That(await new FileCheck(direct).RunAsync(status, null, default), Is.Empty);
        var head = await direct.HeadAsync($"packages/torch/{Wheel}", default);
        Assert.That(head!.Metadata.Values, Does.Contain(published));
        TestContext.Out.WriteLine($"{completions} completion, stored sha256 {published}\n{refused!.Message}");

        // As it says: the very files of the other run may come at any time.
        Assert.That(await PublishAsync(first, TimeProvider.System), Is.Null);
    }

    private static Task<string> Sha256Async(string site) =>
        FileSha256.ComputeAsync(Path.Combine(site, "packages", "torch", Wheel), default);

    private static Task<string> BuildAsync(string name)
    {
        SmallWheel.WriteOfSize(Run.Folder($"wheels {name}"), "torch", "1.0", "py3-none-any", 12_000_000);
        return SmallRelease.BuildAsync(Run[$"wheels {name}"], Run[$"site {name}"]);
    }

    private async Task<PublishRefusedException?> PublishAsync(string site, TimeProvider time)
    {
        var publisher = new Publisher(Open(settings => settings), new PublisherOptions { Time = time });
        try
        {
            await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
            return null;
        }
        catch (PublishRefusedException refused)
        {
            return refused;
        }
    }

    // The name of its run comes after that of the other, which would else wait for it half of the time.
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromSeconds(10);
    }
}
