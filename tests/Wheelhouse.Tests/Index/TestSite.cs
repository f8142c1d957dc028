using Wheelhouse.Index;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Index;

/// <summary>Sites of small wheels.</summary>
internal static class TestSite
{
    /// <summary>Writes the wheels and reads them as the builder wants them.</summary>
    public static async Task<List<SiteWheel>> ReadAsync(string folder, params TestWheel[] wheels)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, $"wheels-{Guid.NewGuid():N}")).FullName;
        var read = new List<SiteWheel>();
        foreach (var path in wheels.Select(wheel => wheel.Write(place)))
        {
            read.Add(new SiteWheel(WheelFile.Read(path), await FileSha256.ComputeAsync(path, default)));
        }

        return read;
    }

    /// <summary>Builds a site of the wheels in a new folder and gives its path.</summary>
    public static async Task<string> BuildAsync(string folder, params TestWheel[] wheels)
    {
        var site = Path.Combine(folder, $"site-{Guid.NewGuid():N}");
        await SiteBuilder.BuildAsync(SiteBuilder.Plan(await ReadAsync(folder, wheels)), site, default);
        return site;
    }
}
