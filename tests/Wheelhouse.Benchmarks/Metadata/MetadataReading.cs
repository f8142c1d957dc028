using System.Globalization;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.Wheels;

namespace Wheelhouse.Benchmarks.Metadata;

/// <summary>The metadata of many large wheels, beside Python's <c>zipfile</c>. The members are holes, so that they fit on the disk.</summary>
internal sealed class MetadataReading : IBenchmark
{
    private const double LimitSeconds = 0.5;

    private const string Script = """
        import glob, sys, zipfile
        for path in glob.glob(sys.argv[1] + "/*.whl"):
            with zipfile.ZipFile(path) as wheel:
                wheel.read(next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")))
        """;

    public string Name => "metadata";

    public async Task RunAsync(Bench bench)
    {
        var (count, size) = bench.IsQuick ? (5, 1L << 20) : (200, 300L << 20);
        Bench.Say($"metadata: {count} wheels of {size >> 20} MiB");
        await MakeAsync(bench.Folder, count, size);
        var paths = Directory.GetFiles(bench.Folder, "*.whl");
        var read = new List<WheelFile>();
        var times = await bench.MediansAsync([
            () =>
            {
                read = [.. paths.Select(WheelFile.Read)];
                return Task.CompletedTask;
            },
            () => OutsideProgram.RunAsync("python3", "-c", Script, bench.Folder),
        ]);
        if (read.Count != count || read.Exists(wheel => wheel.Metadata.RequiresDist.Count == 0))
        {
            throw new InvalidOperationException("Not every wheel's metadata was read.");
        }

        var work = $"read the metadata of {count} wheels of {(size >> 20).ToString(CultureInfo.InvariantCulture)} MiB";
        var time = Row.Time(times[0]);
        var isMet = times[0].TotalSeconds < LimitSeconds;
        bench.Add(new(work, time, $"Python's zipfile, unparsed, {Row.Time(times[1])}", time, "< 0.5 s", isMet));
    }

    /// <summary>One wheel as a pattern, the others as sparse copies under build tags: files of their own, not links.</summary>
    private static async Task MakeAsync(string folder, int count, long size)
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"Requires-Dist: part{i}>=1.{i},<3; python_version >= '3.9'\n");
        var metadata = string.Concat(rows) + "\n" + new string('d', 30_000) + "\n";
        var pattern = SmallWheel.Write(folder, "large", metadata, size);
        for (var i = 1; i <= count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"large-1.0-{i}-py3-none-any.whl");
            await OutsideProgram.RunAsync("cp", "--sparse=always", pattern, Path.Combine(folder, name));
        }

        File.Delete(pattern);
    }
}
