using Wheelhouse.IntegrationTests.Stores;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.IntegrationTests;

/// <summary>
/// What the tests start to publish from several processes at once: this assembly, run as a program. It publishes the sites
/// that are named on its standard input, a line each, and answers each with a line.
/// </summary>
internal static class PublisherProgram
{
    /// <param name="arguments">The store and its endpoint; credentials come from the environment.</param>
    public static async Task Main(string[] arguments)
    {
        var settings = new S3Settings { Endpoint = new Uri(arguments[1]), PathStyle = true };
        var store = StoreLocation.Parse(arguments[0]).Open(settings);
        while (await Console.In.ReadLineAsync() is { } site)
        {
            var result = await SmallRelease.PublishAsync(store, site);
            Console.WriteLine($"{result.FilesSent.Count} files, {result.Conflicts} conflicts");
        }
    }
}
