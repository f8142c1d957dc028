using System.Diagnostics;
using System.Globalization;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.Benchmarks.Publishing;

/// <summary>Publishing in a process of its own, as <c>aws</c> is: its start is part of the time, and its memory is its own.</summary>
internal static class PublishingProcess
{
    public const string Verb = "publish-one-site";

    /// <summary>Probes, plans and publishes, and writes the peak of its resident memory, in bytes, to standard output.</summary>
    /// <param name="endpoint">The server; credentials come from the environment.</param>
    /// <param name="location">The store.</param>
    /// <param name="site">The site's folder.</param>
    public static async Task RunAsync(string endpoint, string location, string site)
    {
        var store = StoreLocation
            .Parse(location)
            .Open(new S3Settings { Endpoint = new Uri(endpoint), PathStyle = true });
        var publisher = new Publisher(store);
        var planning = Task.Run(() => publisher.PlanAsync(site, CancellationToken.None));
        var abilities = await store.ProbeAsync(CancellationToken.None);
        abilities.RequireSafe(location);
        var plan = await planning;
        await publisher.ApplyAsync(plan, progress: null, CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }
}
