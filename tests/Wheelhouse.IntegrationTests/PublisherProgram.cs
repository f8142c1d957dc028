using System.Diagnostics;
using Wheelhouse.IntegrationTests.Stores;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.IntegrationTests;

/// <summary>
/// What the tests start to publish from processes of their own: this assembly, run as a program. It publishes the sites that
/// are named on its command line, or on its standard input, a line each, and answers each with a line.
/// </summary>
internal static class PublisherProgram
{
    /// <param name="arguments">The store, its endpoint and sites; credentials come from the environment.</param>
    public static async Task Main(string[] arguments)
    {
        // The smallest parts that servers take.
        var settings = new S3Settings
        {
            Endpoint = new Uri(arguments[1]),
            PathStyle = true,
            PartSize = 5 << 20,
        };
        var store = StoreLocation.Parse(arguments[0]).Open(settings);
        foreach (var site in arguments[2..])
        {
            await PublishAsync(store, site);
        }

        while (arguments.Length == 2 && await Console.In.ReadLineAsync() is { } site)
        {
            await PublishAsync(store, site);
        }
    }

    /// <summary>Starts it, with its streams redirected.</summary>
    public static Process Start(S3Server server, Uri endpoint, BucketLocation location, params string[] sites)
    {
        var program = typeof(PublisherProgram).Assembly.Location;
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet",
            ["exec", program, $"{location}", $"{endpoint}", .. sites]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = sites.Length > 0,
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = server.AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = server.SecretKey;
        // It lives a second: what is compiled once more for speed never pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    private static async Task PublishAsync(IObjectStore store, string site)
    {
        var result = await SmallRelease.PublishAsync(store, site);
        Console.WriteLine($"{result.FilesSent.Count} files, {result.Conflicts} conflicts");
    }
}
