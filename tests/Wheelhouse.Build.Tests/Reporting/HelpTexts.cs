using System.Text.RegularExpressions;
using Spectre.Console.Rendering;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tests.Arguments;

namespace Wheelhouse.Build.Tests.Reporting;

/// <summary>What the pipeline says of itself, on terminals and in a log.</summary>
public sealed partial class HelpTexts
{
    private static readonly IRenderable All = HelpText.OfAll(ReferenceText.Tasks);

    [Test]
    public void On_a_terminal_no_line_is_longer_than_it_and_none_breaks_a_word([Values(40, 60, 80, 120)] int width)
    {
        var text = Ansi().Replace(new Screen(width, true).Text(All), "");
        Assert.That(text.Split('\n'), Has.All.Length.LessThanOrEqualTo(width));
        var words = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        Assert.That(
            OptionTable
                .All.SelectMany(option => option.Description.Split(' '))
                .Where(word =>
                    word.Length < width / 2 && !words.Any(shown => shown.StartsWith(word, StringComparison.Ordinal))
                ),
            Is.Empty
        );
    }

    [Test]
    public void On_a_terminal_of_80_columns_a_term_and_its_meaning_stand_in_columns() =>
        Assert.That(
            Ansi().Replace(new Screen(80, true).Text(All), ""),
            Does.Match(@"(?m)^  --keep=N +How many versions")
                .And.Match(@"(?m)^  --version-policy=\S+ *\n {20,}How versions are rewritten \[release\] *$")
        );

    [Test]
    public void In_a_log_each_task_and_each_option_is_one_line()
    {
        var lines = Screen.Log.Text(All).Split('\n');
        Assert.That(
            OptionTable.All.Where(option =>
                !lines.Any(line =>
                    line.StartsWith($"  {option.Usage} ", StringComparison.Ordinal)
                    && line.Contains(option.Description, StringComparison.Ordinal)
                )
            ),
            Is.Empty
        );
        Assert.That(lines, Has.One.Matches(@"^  Clean +Remove what"));
    }

    [Test]
    public void The_list_of_all_leaves_to_each_task_which_options_it_takes()
    {
        var release = ReferenceText.Tasks.Single(task => task.Name == "Inspect-Wheel");
        var text = Screen.Log.Text(HelpText.Of(release, ReferenceText.Tasks));
        Assert.That(Screen.Log.Text(All), Does.Not.Contain("Audit-Closure, ").And.Contain("--target=TASK --help"));
        Assert.That(text, Does.Contain("  --wheel=FILE ").And.Contain("  --plan ").And.Contain(release.Description));
        Assert.That(text, Does.Not.Contain("--store=").And.Not.Contain("Before it run"));
    }

    [Test]
    public void What_runs_before_a_task_is_told_with_what_it_takes()
    {
        var publish = ReferenceText.Tasks.Single(task => task.Name == "Publish");
        Assert.That(
            Screen.Log.Text(HelpText.Of(publish, ReferenceText.Tasks)),
            Does.Contain("Before it run Create-Index").And.Contain("  --store=URL ").And.Contain("  --base-wheels=DIR ")
        );
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Ansi();
}
