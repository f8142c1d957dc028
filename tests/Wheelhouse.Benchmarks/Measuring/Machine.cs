using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Wheelhouse.Benchmarks.Measuring;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"
        );
    }

    /// <summary>Lets the disk come to rest, so that no work pays for the one before.</summary>
    public static void Sync()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }

    private static string Processor()
    {
        const string facts = "/proc/cpuinfo";
        var model = File.Exists(facts)
            ? File.ReadLines(facts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
