using System.Text.RegularExpressions;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tests.Reporting;

public sealed partial class TransferProgresses
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    [TestCase(2_500_000_000, 10_000_000_000, 60, "files 3 of 40, 2.5 GB of 10.0 GB, 41.7 MB/s, 3:00 left")]
    [TestCase(1_000_000, 10_000_000_000, 1, "files 3 of 40, 1.0 MB of 10.0 GB, 1.0 MB/s, 2:46:39 left")]
    [TestCase(0, 10_000_000_000, 1, "files 3 of 40, 0 B of 10.0 GB")]
    public void Files_are_told_with_bytes_rate_and_time_left(long sent, long toSend, int seconds, string line) =>
        Assert.That(TransferProgress.Line(Files(sent, toSend), TimeSpan.FromSeconds(seconds)), Is.EqualTo(line));

    [Test]
    public void Pages_are_told_by_their_projects() =>
        Assert.That(
            TransferProgress.Line(new(PublishStep.Pages, "torch", 2, 7, 0, 0), TimeSpan.FromSeconds(1)),
            Is.EqualTo("pages 2 of 7 (torch)")
        );

    [Test]
    public async Task In_a_log_lines_follow_one_another()
    {
        var lines = new List<string>();
        var enough = new TaskCompletionSource();
        var result = await TransferProgress.ShowAsync(
            null,
            line =>
            {
                lines.Add(line);
                if (lines.Count == 3)
                {
                    enough.TrySetResult();
                }
            },
            async progress =>
            {
                progress.Report(Files(1, 2));
                await enough.Task;
                return "done";
            },
            Soon
        );

        Assert.That(lines, Has.All.StartsWith("files 3 of 40"));
        Assert.That(result, Is.EqualTo("done"));
    }

    [TestCase(30)]
    [TestCase(60)]
    [TestCase(120)]
    public async Task On_a_terminal_one_line_is_drawn_over_and_taken_away(int width)
    {
        var shown = new TaskCompletionSource();
        await using var terminal = new SignallingWriter(("files", shown));
        await TransferProgress.ShowAsync(
            new Screen(width, true).Console(terminal),
            _ => Assert.Fail("not a log"),
            async progress =>
            {
                progress.Report(Files(1, 2));
                await shown.Task;
                return 0;
            }
        );

        var lines = Ansi().Replace(terminal.ToString(), "").Split('\n', '\r');
        Assert.That(lines, Has.Some.Contain("files 3").And.All.Length.LessThanOrEqualTo(width));
        Assert.That(terminal.ToString(), Does.EndWith("\u001b[?25h"), "the cursor is shown again");
    }

    [Test]
    public async Task The_bar_goes_when_all_files_are_sent_and_one_of_pages_comes_when_they_change()
    {
        var (files, pages) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var terminal = new SignallingWriter(("files 3", files), ("pages 2", pages));
        var atGate = "";
        await TransferProgress.ShowAsync(
            new Screen(80, true).Console(terminal),
            _ => Assert.Fail("not a log"),
            async progress =>
            {
                progress.Report(Files(1, 2));
                await files.Task;
                progress.Report(new(PublishStep.Files, "torch", 40, 40, 2, 2));
                progress.Report(new(PublishStep.Files, "late", 39, 40, 2, 2));
                await terminal.IsStillAsync();
                atGate = terminal.ToString();
                progress.Report(new(PublishStep.Pages, "torch", 2, 7, 2, 2));
                await pages.Task;
                progress.Report(new(PublishStep.Pages, "vllm", 7, 7, 2, 2));
                return 0;
            }
        );

        Assert.That(atGate, Does.EndWith("\u001b[?25h"), "the bar is gone and the cursor is shown again");
        Assert.That(terminal.ToString(), Does.Not.Contain("late").And.Not.Contain("files 40"));
    }

    [Test]
    public async Task A_log_has_no_lines_of_files_once_they_are_sent()
    {
        var lines = new List<string>();
        await TransferProgress.ShowAsync(
            null,
            lines.Add,
            async progress =>
            {
                progress.Report(new(PublishStep.Files, "torch", 40, 40, 2, 2));
                await Task.Delay(20 * Soon);
                return 0;
            },
            Soon
        );
        Assert.That(lines, Is.Empty);
    }

    private static PublishProgress Files(long sent, long toSend) =>
        new(PublishStep.Files, "torch", 3, 40, sent, toSend);

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Ansi();

    private sealed class SignallingWriter(params (string Text, TaskCompletionSource Written)[] awaited) : StringWriter
    {
        private static readonly TimeSpan Redraws = TimeSpan.FromMilliseconds(500);

        private readonly Lock gate = new();

        public override void Write(string? value)
        {
            lock (gate)
            {
                base.Write(value);
            }

            foreach (var (_, written) in awaited.Where(one => ToString().Contains(one.Text, StringComparison.Ordinal)))
            {
                written.TrySetResult();
            }
        }

        public override string ToString()
        {
            lock (gate)
            {
                return base.ToString();
            }
        }

        /// <summary>Waits until nothing was written for longer than a bar takes to be drawn anew.</summary>
        public async Task IsStillAsync()
        {
            for (var before = -1; before != ToString().Length; await Task.Delay(Redraws))
            {
                before = ToString().Length;
            }
        }
    }
}
