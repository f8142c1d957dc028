using System.Diagnostics;
using System.Globalization;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// Shows how far a publish is: on a terminal by one line that is written over, elsewhere, as in the log of a CI, by a line every
/// ten seconds.
/// </summary>
public sealed class TransferProgress : IProgress<PublishProgress>, IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(10);

    private readonly TextWriter? terminal;
    private readonly Action<string> report;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly Timer timer;
    private PublishProgress? last;
    private int width;

    /// <summary>Begins to show.</summary>
    /// <param name="terminal">The terminal; null where there is none.</param>
    /// <param name="report">Writes a line into the log.</param>
    /// <param name="pause">The time between two lines; null for what fits.</param>
    public TransferProgress(TextWriter? terminal, Action<string> report, TimeSpan? pause = null)
    {
        (this.terminal, this.report) = (terminal, report);
        var time = pause ?? (terminal is null ? InLog : OnTerminal);
        timer = new Timer(_ => Show(), null, time, time);
    }

    /// <inheritdoc/>
    public void Report(PublishProgress value) => Interlocked.Exchange(ref last, value);

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

    /// <summary>Stops; the line on a terminal is taken away.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            Write("");
            width = -1;
        }
    }

    private static string Left(PublishProgress progress, double rate)
    {
        var left = TimeSpan.FromSeconds(Math.Max(0, progress.BytesToSend - progress.BytesSent) / rate);
        return left.ToString(left.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
    }

    private void Show()
    {
        lock (gate)
        {
            if (width < 0 || last is not { } progress)
            {
                return;
            }

            var line = Line(progress, watch.Elapsed);
            if (terminal is null)
            {
                report(line);
            }
            else
            {
                Write(line);
            }
        }
    }

    // What is shorter than the line before is filled up with blanks.
    private void Write(string line)
    {
        if (terminal is not null && width >= 0 && (width > 0 || line.Length > 0))
        {
            terminal.Write('\r' + line.PadRight(width) + (line.Length == 0 ? "\r" : ""));
            width = line.Length;
        }
    }
}
