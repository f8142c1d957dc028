using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>How files come into a store that keeps conditions: the publisher's policy refuses any other way.</summary>
public sealed class WritesOfFiles
{
    [Test]
    public async Task Each_says_that_nothing_may_be_there_also_where_it_travels_in_parts()
    {
        var server = await S3Servers.MotoAsync();
        await using var proxy = await FaultProxy.StartAsync(server.Endpoint);
        using var run = new TemporaryFolder();
        var wheels = SmallRelease.Write(run["wheels"], "1.0", 12_000_000);
        var site = await SmallRelease.BuildAsync(wheels, run["site"]);
        var store = S3Server.EmptyStore().Open(server.Settings with { Endpoint = proxy.Endpoint, PartSize = 5 << 20 });
        await store.ProbeAsync(default);
        await SmallRelease.PublishAsync(store, site);

        // A part, and the beginning of an upload, create no object.
        var creating = proxy
            .Requests.Where(request => request.Contains("/packages/", StringComparison.Ordinal))
            .Where(request =>
                (request.StartsWith("PUT ", StringComparison.Ordinal) && !request.Contains("partNumber="))
                || (request.StartsWith("POST ", StringComparison.Ordinal) && request.Contains("uploadId="))
            )
            .ToList();
        Assert.That(creating, Has.Count.EqualTo(6));
        Assert.That(creating, Has.Some.StartsWith("POST "));
        Assert.That(creating, Is.SubsetOf(proxy.RequestsForAbsent));
    }
}
