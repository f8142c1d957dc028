using System.Diagnostics;
using System.Globalization;
using Wheelhouse.Wheels;

namespace Wheelhouse.Benchmarks.Rewriting;

/// <summary>
/// Rewriting in a process of its own, as <c>cp</c> and <c>openssl</c> are: its start is part of the time, and its memory
/// is its own.
/// </summary>
internal static class RewritingProcess
{
    public const string Verb = "rewrite-one-wheel";

    /// <summary>Rewrites one wheel and writes the peak of its resident memory, in bytes, to standard output.</summary>
    public static async Task RunAsync(string wheel, string outputFolder)
    {
        var plan = WheelSetRewriter.Plan([WheelFile.Read(wheel)], VersionPolicy.Parse("release"));
        await WheelSetRewriter.ApplyAsync(plan, outputFolder, CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }
}
