using System.Globalization;
using Wheelhouse.Benchmarks.Closure;
using Wheelhouse.Benchmarks.Index;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.Benchmarks.Metadata;
using Wheelhouse.Benchmarks.Publishing;
using Wheelhouse.Benchmarks.Rewriting;

namespace Wheelhouse.Benchmarks;

/// <summary>
/// <c>Wheelhouse.Benchmarks FOLDER [--quick] [NAME...]</c>: runs the benchmarks, all or those named, with their files in a
/// folder, and prints a table. Exit code 1 says that a target was missed, 2 that the arguments are wrong.
/// </summary>
internal static class Program
{
    private const string Usage = "usage: Wheelhouse.Benchmarks FOLDER [--quick] [NAME...]";

    private static readonly IBenchmark[] Benchmarks =
    [
        new WheelRewriting(),
        new MetadataReading(),
        new ClosureAuditing(),
        new IndexRendering(),
        new SitePublishing(),
    ];

    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [RewritingProcess.Verb, var wheel, var output]:
                await RewritingProcess.RunAsync(wheel, output);
                return 0;
            case [PublishingProcess.Verb, var endpoint, var store, var site]:
                await PublishingProcess.RunAsync(endpoint, store, site);
                return 0;
            case [UploadProcess.Verb, var endpoint, var store, var file]:
                await UploadProcess.RunAsync(endpoint, store, file);
                return 0;
            case [UploadProcess.VerbOfTheSdk, var endpoint, var store, var file]:
                await UploadProcess.RunSdkAsync(endpoint, store, file);
                return 0;
            default:
                return await MeasureAsync(arguments);
        }
    }

    private static async Task<int> MeasureAsync(string[] arguments)
    {
        var quick = arguments.Contains("--quick");
        var words = arguments.Where(argument => argument != "--quick").ToList();
        var names = words.Skip(1).ToList();
        var unknown = names.Except(Benchmarks.Select(benchmark => benchmark.Name)).ToList();
        if (words.Count == 0 || words[0].StartsWith('-') || unknown.Count > 0)
        {
            var known = string.Join(", ", Benchmarks.Select(benchmark => benchmark.Name));
            await Console.Error.WriteLineAsync($"{Usage}\nbenchmarks: {known}");
            return 2;
        }

        var rows = new List<Row>();
        foreach (var benchmark in Benchmarks.Where(each => names.Count == 0 || names.Contains(each.Name)))
        {
            using var bench = new Bench(Path.Combine(Path.GetFullPath(words[0]), benchmark.Name), quick);
            await benchmark.RunAsync(bench);
            rows.AddRange(bench.Rows);
        }

        var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Console.WriteLine($"\n{date}, {Machine.Describe()}\n\n{Row.Table(rows)}");
        if (quick)
        {
            Console.WriteLine("Quick: small inputs, one round each. The figures say that it runs, not how fast.");
            return 0;
        }

        return rows.Exists(row => row.IsMet == false) ? 1 : 0;
    }
}
