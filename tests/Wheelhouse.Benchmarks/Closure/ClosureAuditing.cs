using System.Globalization;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Benchmarks.Closure;

/// <summary>The proof that a set of wheels is closed, beside the <c>pip install --dry-run</c> that would find it out.</summary>
internal sealed class ClosureAuditing : IBenchmark
{
    private const double LimitSeconds = 0.1;
    private const int Seed = 20260102;

    public string Name => "closure";

    public async Task RunAsync(Bench bench)
    {
        var count = bench.IsQuick ? 20 : 500;
        Bench.Say($"closure: {count} wheels");
        Make(bench.Folder, count);
        var wheels = Directory.GetFiles(bench.Folder, "*.whl").Select(WheelFile.Read).ToList();
        var roots = new[] { Requirement.Parse("part0") };
        var environments = new[]
        {
            TargetEnvironment.ForCPython(PythonVersion.Parse("3.12.11"), "manylinux_2_35_x86_64"),
        };
        ClosureReport? report = null;
        var pip = await OutsideProgram.AnswersAsync("python3", "-m", "pip", "--version");
        var works = new List<Func<Task>>
        {
            () =>
            {
                report = ClosureAudit.Audit(roots, wheels, environments);
                return Task.CompletedTask;
            },
        };
        if (pip)
        {
            works.Add(() => DryRunAsync(bench.Folder));
        }

        var times = await bench.MediansAsync(works);
        if (report is not { IsClosed: true } || report.Unneeded.Count > 0)
        {
            throw new InvalidOperationException($"The set is closed, the audit says: {report}");
        }

        var time = Row.Time(times[0]);
        var beside = pip ? $"pip install --dry-run {Row.Time(times[1])}" : "pip is not installed";
        var isMet = times[0].TotalSeconds < LimitSeconds;
        bench.Add(new($"audit the closure of {count} wheels", time, beside, time, "< 100 ms", isMet));
    }

    private static Task<string> DryRunAsync(string folder) =>
        OutsideProgram.RunAsync(
            "python3",
            ["-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-index", "--find-links", folder, "part0"]
        );

    /// <summary>Every wheel needs the next one, and up to nine others: all are needed, with diamonds and cycles.</summary>
    private static void Make(string folder, int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var others = Enumerable.Range(0, random.Next(10)).Select(_ => random.Next(count)).Append((i + 1) % count);
            var rows = others.Distinct().Select(other => Invariant($"Requires-Dist: part{other}>=0.5,<2\n"));
            var extra = Invariant(
                $"Provides-Extra: all\nRequires-Dist: part{random.Next(count)}[all]; extra == 'all'\n"
            );
            SmallWheel.Write(folder, Invariant($"part{i}"), string.Concat(rows) + extra + "\n");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
