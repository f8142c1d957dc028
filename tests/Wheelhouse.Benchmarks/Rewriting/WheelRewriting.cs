using System.Diagnostics;
using System.Globalization;
using Wheelhouse.Benchmarks.Measuring;

namespace Wheelhouse.Benchmarks.Rewriting;

/// <summary>
/// A new version for one wheel, hash of the result included, beside the two things that nobody does without: a copy of the
/// file (<c>cp</c>) and its hash (<c>openssl dgst -sha256</c>).
/// </summary>
internal sealed class WheelRewriting : IBenchmark
{
    private const double Limit = 1.5;
    private const long MemoryLimit = 150_000_000;

    public string Name => "rewriting";

    public async Task RunAsync(Bench bench)
    {
        var (small, large) = bench.IsQuick ? (8L << 20, 64L << 20) : (1500L << 20, 5L << 30);
        await MeasureAsync(bench, new(small, bench.IsQuick ? 1 : 20, 2_000, isDeflated: true), besideWheel: true);
        await MeasureAsync(bench, new(large, bench.IsQuick ? 2 : 60, 8_000, isDeflated: false), besideWheel: false);
    }

    private static async Task MeasureAsync(Bench bench, TorchLikeWheel shape, bool besideWheel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "in")).FullName;
        var wheel = shape.Write(folder);
        var size = (new FileInfo(wheel).Length / 1e9).ToString("0.00", CultureInfo.InvariantCulture) + " GB";
        Bench.Say($"rewriting: {Path.GetFileName(wheel)}, {size}");
        var (copy, output) = (Path.Combine(bench.Folder, "copy.whl"), Path.Combine(bench.Folder, "out"));
        long peak = 0;
        var times = await bench.MediansAsync(
            [
                () => OutsideProgram.RunAsync("cp", wheel, copy),
                () => OutsideProgram.RunAsync("openssl", "dgst", "-sha256", wheel),
                async () => peak = Math.Max(peak, await RewriteAsync(wheel, output)),
            ],
            before: () => Clear(copy, output)
        );
        Clear(copy, output);
        var limit = times[0] > times[1] ? times[0] : times[1];
        var ratio = times[2] / limit;
        var beside = $"cp {Row.Time(times[0])}, openssl {Row.Time(times[1])}";
        bench.Add(new($"rewrite {size}", Row.Time(times[2]), beside, Row.Ratio(ratio), "<= 1.5x", ratio <= Limit));
        var memory = (peak / 1e6).ToString("0", CultureInfo.InvariantCulture) + " MB";
        bench.Add(new($"rewrite {size}: peak memory", memory, "", memory, "< 150 MB", peak < MemoryLimit));
        if (besideWheel)
        {
            await CompareWithWheelAsync(bench, wheel, size, times[2]);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Once, not five times: it takes minutes, and the difference is not in the last digit.</summary>
    private static async Task CompareWithWheelAsync(Bench bench, string wheel, string size, TimeSpan ours)
    {
        var (work, target) = ($"rewrite {size}", ">= 30x");
        var python = await PythonWithWheelAsync();
        if (python is null)
        {
            bench.Add(
                new(work, Row.Time(ours), "wheel unpack + pack: python3-wheel is not installed", "", target, null)
            );
            return;
        }

        var unpacked = Directory.CreateDirectory(Path.Combine(bench.Folder, "unpacked")).FullName;
        var clock = Stopwatch.StartNew();
        await OutsideProgram.RunAsync(python, "-m", "wheel", "unpack", "--dest", unpacked, wheel);
        var tree = Directory.GetDirectories(unpacked).Single();
        await OutsideProgram.RunAsync(python, "-m", "wheel", "pack", "--dest-dir", unpacked, tree);
        var theirs = clock.Elapsed;
        Directory.Delete(unpacked, recursive: true);
        var ratio = theirs / ours;
        bench.Add(
            new(work, Row.Time(ours), $"wheel unpack + pack {Row.Time(theirs)}", Row.Ratio(ratio), target, ratio >= 30)
        );
    }

    private static async Task<string?> PythonWithWheelAsync()
    {
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if (await OutsideProgram.AnswersAsync(python, "-m", "wheel", "version"))
            {
                return python;
            }
        }

        return null;
    }

    private static async Task<long> RewriteAsync(string wheel, string output)
    {
        var peak = await OutsideProgram.RunAsync(
            Path.ChangeExtension(typeof(Program).Assembly.Location, null),
            RewritingProcess.Verb,
            wheel,
            output
        );
        return long.Parse(peak, CultureInfo.InvariantCulture);
    }

    /// <summary>Removes what was written and lets the disk come to rest, so that no work pays for the one before.</summary>
    private static void Clear(string copy, string output)
    {
        File.Delete(copy);
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        Machine.Sync();
    }
}
