using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Sites of small wheels: vllm needs torch needs triton, each pinned to the release's version.</summary>
internal static class SmallRelease
{
    /// <summary>Writes the wheels of a release, and torch with so many random bytes more.</summary>
    public static string Write(string folder, string version, int bytes = 0)
    {
        Directory.CreateDirectory(folder);
        SmallWheel.Write(folder, "vllm", version, "py3-none-any", $"torch=={version}", $"triton=={version}");
        SmallWheel.Write(folder, "triton", version, "py3-none-any");
        SmallWheel.WriteOfSize(folder, "torch", version, "py3-none-any", bytes, $"triton=={version}");
        return folder;
    }

    /// <summary>Makes a site of all wheels of a folder.</summary>
    /// <returns>The site's folder.</returns>
    public static async Task<string> BuildAsync(string wheels, string site)
    {
        var read = new List<SiteWheel>();
        foreach (var path in Directory.GetFiles(wheels, "*.whl").Order(StringComparer.Ordinal))
        {
            read.Add(new SiteWheel(WheelFile.Read(path), await FileSha256.ComputeAsync(path, default)));
        }

        await SiteBuilder.BuildAsync(SiteBuilder.Plan(read), site, default);
        return site;
    }

    public static async Task<PublishResult> PublishAsync(IObjectStore store, string site)
    {
        var publisher = new Publisher(store, new PublisherOptions { ConflictPause = TimeSpan.FromMilliseconds(20) });
        return await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }
}
