using System.Globalization;
using System.Security.Cryptography;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.Index;
using Wheelhouse.Wheels;

namespace Wheelhouse.Benchmarks.Publishing;

/// <summary>A site made of wheels that are made for it.</summary>
internal static class BenchmarkSite
{
    private const int Seed = 20260103;

    /// <summary>Small wheels, a few kB each with METADATA of their own.</summary>
    public static async Task<string> OfSmallWheelsAsync(string folder, int projects, int versions)
    {
        var wheels = Directory.CreateDirectory(Path.Combine(folder, "wheels")).FullName;
        var random = new Random(Seed);
        var description = new byte[1500];
        for (var project = 0; project < projects; project++)
        {
            for (var version = 0; version < versions; version++)
            {
                random.NextBytes(description);
                var metadata = $"Requires-Python: >=3.9\n\n{Convert.ToHexString(description)}\n";
                SmallWheel.Write(
                    wheels,
                    string.Create(CultureInfo.InvariantCulture, $"part{project}"),
                    metadata,
                    version: string.Create(CultureInfo.InvariantCulture, $"1.{version}")
                );
            }
        }

        return await BuildAsync(folder, wheels);
    }

    /// <summary>One wheel of a size.</summary>
    public static async Task<string> OfOneWheelAsync(string folder, long bytes)
    {
        var wheels = Directory.CreateDirectory(Path.Combine(folder, "wheels")).FullName;
        SmallWheel.Write(wheels, "large", "\n", zeros: bytes);
        return await BuildAsync(folder, wheels);
    }

    private static async Task<string> BuildAsync(string folder, string wheels)
    {
        var site = Path.Combine(folder, "site");
        var found = new List<SiteWheel>();
        foreach (var wheel in WheelFile.ReadAll(Directory.GetFiles(wheels)))
        {
            found.Add(new SiteWheel(wheel, await FileSha256.ComputeAsync(wheel.Path)));
        }

        await SiteBuilder.BuildAsync(SiteBuilder.Plan(found), site, CancellationToken.None);
        return site;
    }
}
