using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// Shows how far a publish is: on a terminal by a bar, elsewhere, as in the log of a CI, by a line every ten seconds.
/// </summary>
public static class TransferProgress
{
    private const int BarWidth = 20;

    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(10);

    /// <summary>Does the work, and shows how far it is.</summary>
    /// <param name="terminal">The terminal; null where there is none.</param>
    /// <param name="report">Writes a line into the log.</param>
    /// <param name="work">The work, which tells how far it is.</param>
    /// <param name="pause">The time between two lines of the log; null for what fits.</param>
    /// <returns>What the work came to.</returns>
    public static async Task<T> ShowAsync<T>(
        IAnsiConsole? terminal,
        Action<string> report,
        Func<IProgress<PublishProgress>, Task<T>> work,
        TimeSpan? pause = null
    )
    {
        var meter = new Meter();
        if (terminal is not null)
        {
            return await terminal
                .Progress()
                .AutoClear(true)
                .Columns(new ProgressBarColumn { Width = BarWidth }, new LineColumn(meter))
                .StartAsync(context =>
                {
                    meter.Shows(context.AddTask("publish"));
                    return work(meter);
                });
        }

        var time = pause ?? InLog;
        await using var timer = new Timer(
            _ =>
            {
                if (meter.Line() is { } line)
                {
                    report(line);
                }
            },
            null,
            time,
            time
        );
        return await work(meter);
    }

    /// <summary>How far it is, as a line.</summary>
    /// <param name="progress">How far.</param>
    /// <param name="elapsed">For how long it has been going on.</param>
    public static string Line(PublishProgress progress, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var counted = $"{progress.Step.ToString().ToLowerInvariant()} {progress.Done} of {progress.Total}";
        if (progress.Step != PublishStep.Files)
        {
            return $"{counted} ({progress.Item})";
        }

        var line = $"{counted}, {ByteSize.Format(progress.BytesSent)} of {ByteSize.Format(progress.BytesToSend)}";
        var rate = progress.BytesSent / Math.Max(elapsed.TotalSeconds, 0.001);
        return progress.BytesSent == 0 ? line : $"{line}, {ByteSize.Format((long)rate)}/s, {Left(progress, rate)} left";
    }

    private static string Left(PublishProgress progress, double rate)
    {
        var left = TimeSpan.FromSeconds(Math.Max(0, progress.BytesToSend - progress.BytesSent) / rate);
        return left.ToString(left.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
    }

    private sealed class Meter : IProgress<PublishProgress>
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private PublishProgress? last;
        private ProgressTask? bar;

        public void Shows(ProgressTask task) => bar = task;

        public void Report(PublishProgress value)
        {
            Interlocked.Exchange(ref last, value);
            if (bar is not null)
            {
                var (done, total) =
                    value.Step == PublishStep.Files
                        ? (value.BytesSent, value.BytesToSend)
                        : (value.Done, (long)value.Total);
                bar.MaxValue = Math.Max(total, 1);
                bar.Value = done;
            }
        }

        public string? Line() => last is { } progress ? TransferProgress.Line(progress, watch.Elapsed) : null;
    }

    private sealed class LineColumn(Meter meter) : ProgressColumn
    {
        // What is drawn over must stay on one line.
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var line = Words.Visible(meter.Line() ?? "");
            return new Text(line[..Math.Clamp(options.ConsoleSize.Width - BarWidth - 2, 0, line.Length)]);
        }
    }
}
