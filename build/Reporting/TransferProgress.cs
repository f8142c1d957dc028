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
            var running = work(meter);
            // Between two steps the new pages are tried, which tells lines of its own.
            while (await meter.BegunAsync(running))
            {
                await terminal
                    .Progress()
                    .AutoClear(true)
                    .Columns(new ProgressBarColumn { Width = BarWidth }, new LineColumn(meter))
                    .StartAsync(context => meter.DrawnAsync(context.AddTask("publish"), running));
            }

            return await running;
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

    // A step is shown from its first report to the one that all is done.
    private sealed class Meter : IProgress<PublishProgress>
    {
        private readonly Lock gate = new();
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private PublishStep? ended;
        private PublishProgress? shown;
        private ProgressTask? bar;
        private TaskCompletionSource changed = Signal();

        public void Report(PublishProgress value)
        {
            lock (gate)
            {
                // Threads that send files may report in another order than they count.
                if (value.Step <= ended)
                {
                    return;
                }

                var isBegin = shown?.Step != value.Step;
                if (value.Done >= value.Total)
                {
                    (ended, shown) = (value.Step, null);
                }
                else
                {
                    shown = value;
                    Draw();
                }

                if (isBegin || shown is null)
                {
                    changed.TrySetResult();
                }
            }
        }

        /// <summary>Waits for a step to begin; false when the work ended before.</summary>
        public Task<bool> BegunAsync(Task work) => UntilAsync(isShown: true, work);

        /// <summary>Draws the step that is shown until it or the work has ended.</summary>
        public async Task DrawnAsync(ProgressTask drawn, Task work)
        {
            lock (gate)
            {
                bar = drawn;
                Draw();
            }

            _ = await UntilAsync(isShown: false, work);
            lock (gate)
            {
                bar = null;
            }
        }

        public string? Line()
        {
            lock (gate)
            {
                return shown is { } progress ? TransferProgress.Line(progress, watch.Elapsed) : null;
            }
        }

        private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        private async Task<bool> UntilAsync(bool isShown, Task work)
        {
            while (true)
            {
                Task next;
                lock (gate)
                {
                    if (work.IsCompleted)
                    {
                        return false;
                    }

                    if (shown is not null == isShown)
                    {
                        return true;
                    }

                    changed = changed.Task.IsCompleted ? Signal() : changed;
                    next = changed.Task;
                }

                await Task.WhenAny(next, work);
            }
        }

        private void Draw()
        {
            if (bar is not null && shown is { } progress)
            {
                var (done, total) =
                    progress.Step == PublishStep.Files
                        ? (progress.BytesSent, progress.BytesToSend)
                        : (progress.Done, (long)progress.Total);
                bar.MaxValue = Math.Max(total, 1);
                bar.Value = done;
            }
        }
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
