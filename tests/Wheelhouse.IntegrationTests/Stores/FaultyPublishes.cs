using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Whole publishes to a real gateway while the line to it, or the gateway, fails.</summary>
public sealed class FaultyPublishes : FaultyBucket
{
    private const int Stops = 8;
    private static readonly TemporaryFolder Run = new();
    private static readonly Fault[] Harmless = [Fault.SlowAnswer, Fault.Twice];
    private static string first = "";
    private static string second = "";

    private static IEnumerable<Fault> Passing => PassingFailures.Passing.Append(Fault.HalfRequest);

    private static IEnumerable<TestCaseData> Faults =>
        [
            .. Passing
                .Concat(Harmless)
                .Select(fault => new TestCaseData((object)new[] { fault }).SetArgDisplayNames(Name(fault))),
            new TestCaseData((object)Passing.Concat(Harmless).ToArray()).SetArgDisplayNames("all of them"),
        ];

    private static IEnumerable<TestCaseData> Lasting =>
        from fault in Passing
        from method in new[] { "", "PUT" }
        select new TestCaseData(fault, method).SetArgDisplayNames(Name(fault), method.Length > 0 ? "writes" : "all");

    [OneTimeSetUp]
    public static async Task BuildSites()
    {
        // torch is sent in parts.
        first = await SmallRelease.BuildAsync(SmallRelease.Write(Run["wheels 1"], "1.0"), Run["site 1"]);
        second = await SmallRelease.BuildAsync(SmallRelease.Write(Run["wheels 2"], "2.0", 12_000_000), Run["site 2"]);
    }

    [OneTimeTearDown]
    public static void RemoveSites() => Run.Dispose();

    [TestCaseSource(nameof(Faults))]
    public async Task A_tenth_of_all_requests_may_fail(object faults)
    {
        var expected = await PublishedWithoutFaultsAsync();
        var seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        FailOften(0.1, new Random(seed), (Fault[])faults);
        await SmallRelease.PublishAsync(Open(settings => settings), first);
        await SmallRelease.PublishAsync(Open(settings => settings), second);
        await AssertWholeAsync(expected);
    }

    [Test]
    public async Task Every_request_may_arrive_twice()
    {
        var expected = await PublishedWithoutFaultsAsync();
        Proxy.Choose = _ => Fault.Twice;
        var store = Open(settings => settings);
        await SmallRelease.PublishAsync(store, first);
        var result = await SmallRelease.PublishAsync(store, second);
        // The second answer to a conditional write says that something is there. It is what was written.
        Assert.That(result.FilesSent, Has.Count.EqualTo(6));
        Assert.That(result.Conflicts, Is.Zero);
        await AssertWholeAsync(expected);
    }

    [TestCaseSource(nameof(Lasting))]
    public async Task When_all_fail_the_site_stays_as_it_was(object fault, string method)
    {
        await SmallRelease.PublishAsync(Store, first);
        var before = await UsersView.ETagsAsync(Server, Location.Prefix);
        Proxy.Choose = request => request.StartsWith(method, StringComparison.Ordinal) ? (Fault)fault : null;
        var error = await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            SmallRelease.PublishAsync(Store, second)
        );
        Assert.That(
            error!.Message,
            Does.Contain($"could not {error.Operation} \"{error.Key}\"").And.Contain($"{Location}")
        );
        var after = await UsersView.ETagsAsync(Server, Location.Prefix);
        Assert.That(after.Pages(), Is.EqualTo(before.Pages()));
        Assert.That(after, Is.SupersetOf(before));
    }

    [Test]
    public async Task A_store_that_stops_answering_leaves_a_whole_index_and_the_next_run_completes_it()
    {
        var expected = await PublishedWithoutFaultsAsync();
        var all = await RequestsOfSecondAsync();
        var stops = Spread.Of(all, Stops);
        TestContext.Out.WriteLine($"stops after requests {string.Join(' ', stops)} of {all}");
        foreach (var stop in stops)
        {
            await StopProxy();
            await StartProxy();
            await SmallRelease.PublishAsync(Store, first);
            var passed = 0;
            Proxy.Choose = _ => Interlocked.Increment(ref passed) > stop ? Fault.Reset : null;
            await Assert.ThrowsAsync<StoreOperationFailedException>(() => SmallRelease.PublishAsync(Store, second));
            var visible = await VisibleIndex.ReadAsync(Location.Open(Server.Settings));
            Assert.That(visible.Problems, Is.Empty, $"stopped after {stop}");
            Assert.That(visible.Html, Has.Some.EqualTo("vllm-1.0-py3-none-any.whl"), $"stopped after {stop}");
            Proxy.Choose = _ => null;
            await SmallRelease.PublishAsync(Open(settings => settings), second);
            await AssertWholeAsync(expected);
        }
    }

    private async Task<int> RequestsOfSecondAsync()
    {
        await SmallRelease.PublishAsync(Store, first);
        var before = Proxy.Requests.Count;
        await SmallRelease.PublishAsync(Store, second);
        return Proxy.Requests.Count - before - 1;
    }

    private async Task<SortedDictionary<string, string>> PublishedWithoutFaultsAsync()
    {
        var other = S3Server.EmptyStore();
        var store = other.Open(Server.Settings with { PartSize = 5 << 20 });
        await SmallRelease.PublishAsync(store, first);
        await SmallRelease.PublishAsync(store, second);
        return await UsersView.ContentsAsync(Server, other.Prefix);
    }

    private async Task AssertWholeAsync(SortedDictionary<string, string> expected)
    {
        Assert.That(await UsersView.ContentsAsync(Server, Location.Prefix), Is.EqualTo(expected));
        var visible = await VisibleIndex.ReadAsync(Location.Open(Server.Settings));
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(6));
        Assert.That(visible.Json, Is.EqualTo(visible.Html));
    }

    private static string Name(Fault fault) =>
        fault.Kind == FaultKind.Answer ? $"{fault.Status} {fault.Code}".TrimEnd() : $"{fault.Kind}";
}
