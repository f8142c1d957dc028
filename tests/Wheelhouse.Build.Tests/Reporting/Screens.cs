using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Reporting;

/// <summary>The same views on terminals of all widths and in a log.</summary>
public sealed partial class Screens
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("words", 100));

    private static readonly Listing Wheels = new Listing("wheel", "size>", "", "why")
        .Add("torch-2.9.0-cp312-cp312-linux_x86_64.whl", "1.4 GB", "", "needed by [all]")
        .Add(new Style(Color.Red), ["x[red]-1-py3-none-any.whl", "7 B", "", Long]);

    [Test]
    public void In_a_log_a_row_is_a_line_of_letters_alone_however_long_it_is() =>
        Assert.That(
            Screen.Log.Text(Wheels),
            Is.EqualTo(
                "  torch-2.9.0-cp312-cp312-linux_x86_64.whl  1.4 GB  needed by [all]\n"
                    + $"  x[red]-1-py3-none-any.whl                    7 B  {Long}"
            )
        );

    [Test]
    public void On_a_terminal_no_line_is_longer_than_it_and_no_word_is_lost([Values(20, 40, 60, 80, 200)] int width)
    {
        var text = Ansi().Replace(new Screen(width, true).Text(Wheels), "");
        Assert.That(text.Split('\n'), Has.All.Length.LessThanOrEqualTo(width));
        var letters = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        Assert.That(letters, Does.Contain("x[red]-1-py3-none-any.whl").And.Contain("needed").And.Contain("by[all]"));
        Assert.That(text.Split("words"), Has.Length.EqualTo(101));
    }

    [Test]
    public void Only_the_last_cell_of_a_row_is_broken()
    {
        var text = Ansi().Replace(new Screen(90, true).Text(Wheels), "");
        Assert.That(
            text,
            Does.Match("torch-2.9.0-cp312-cp312-linux_x86_64.whl +1.4 GB +needed by").And.Match("wheel +size +why")
        );
    }

    [Test]
    public void A_table_too_wide_for_its_lines_is_drawn_without_them_and_keeps_its_columns_and_head()
    {
        var text = Ansi().Replace(new Screen(77, true).Text(Wheels), "");
        Assert.That(
            text,
            Does.Match(@"(?m)^  wheel {36}  +size  why *$")
                .And.Match(@"(?m)^  torch-2\.9\.0-cp312-cp312-linux_x86_64\.whl  1\.4 GB  needed by")
                .And.Match(@"(?m)^  x\[red\]-1-py3-none-any\.whl +7 B  words")
        );
        Assert.That(text, Does.Not.Contain("─"));
        Assert.That(new Screen(200, true).Text(Wheels), Does.Contain("─"));
    }

    [Test]
    public void A_number_stays_with_its_unit([Range(12, 40)] int width) =>
        Assert.That(
            Ansi().Replace(new Screen(width, true).Text(Words.Of("23 wheels, 31.7 kB, 4 more")), ""),
            Does.Contain("31.7 kB,")
        );

    [Test]
    public void What_a_terminal_would_obey_is_spelled_out()
    {
        var view = new Listing("a", "b").Add("\u001b[2J\u009b1m\a\rx", "\u202egnp.exe\u2028\u200b\t\nok");
        const string Spelled = @"\u001b[2J\u009b1m\u0007\u000dx  \u202egnp.exe\u2028\u200b\u0009\u000aok";
        Assert.That(Screen.Log.Text(view), Is.EqualTo("  " + Spelled));
        Assert.That(Words.Visible("\u001b]0;title\a\nnext é 字"), Is.EqualTo("\\u001b]0;title\\u0007\nnext é 字"));
    }

    [Test]
    public void A_secret_is_masked_before_its_line_is_broken([Values(20, 40, 80)] int width)
    {
        var view = Words.Below(
            Words.Of("from https://user:Sesame@host/simple and on"),
            new Listing("a", "b").Add("x", "https://user:Sesame@host/simple?token=Sesame&x")
        );
        Assert.That(
            new Screen(width, true)
                .Text(view)
                .Replace("\n", "", StringComparison.Ordinal)
                .Replace(" ", "", StringComparison.Ordinal),
            Does.Not.Contain("Sesame").And.Contain("***")
        );
    }

    [Test]
    public void A_tree_has_each_wheel_once_with_its_size_and_what_comes_with_it()
    {
        var tree = Tree("a", ("a", ["c", "b"]), ("b", ["d"]), ("c", ["d", "a"]), ("d", []));
        Assert.That(
            Screen.Log.Text(tree),
            Is.EqualTo(
                "a 1  10 B  (100 B with 3 more)\n|-- b 1  20 B  (60 B with 1 more)\n|   `-- d 1  40 B\n`-- c 1  30 B"
            )
        );
        Assert.That(new Screen(80, true).Text(tree), Does.Contain("└── c 1  30 B"));
    }

    [Test]
    public void A_tree_of_thousands_of_levels_fits_a_narrow_terminal()
    {
        const int Levels = 3000;
        var tree = Tree(
            "p0",
            [
                .. Enumerable
                    .Range(0, Levels)
                    .Select(level => ($"p{level}", level + 1 < Levels ? [$"p{level + 1}"] : Array.Empty<string>())),
            ]
        );
        var lines = Ansi().Replace(new Screen(60, true).Text(tree), "").Split('\n');
        Assert.That(lines, Has.Length.LessThan(20).And.All.Length.LessThanOrEqualTo(60));
        Assert.That(lines[^1], Does.EndWith("more below (--json has all)"));
    }

    private static ClosureTreeView Tree(string root, params (string Name, string[] Requires)[] projects)
    {
        var wheels = projects.Select(
            (project, index) =>
            {
                var metadata = new StringBuilder($"Metadata-Version: 2.4\nName: {project.Name}\nVersion: 1\n");
                foreach (var requirement in project.Requires)
                {
                    metadata.Append($"Requires-Dist: {requirement}\n");
                }

                var file = WheelFileName.Parse($"{project.Name}-1-py3-none-any.whl");
                return new WheelFile(
                    $"{file}",
                    file,
                    CoreMetadata.Parse(Encoding.UTF8.GetBytes($"{metadata}"), $"{file}"),
                    10 * (index + 1)
                );
            }
        );
        var environment = TargetEnvironment.ForCPython(PythonVersion.Parse("3.12.1"), "manylinux_2_35_x86_64");
        var report = ClosureAudit.Audit([Requirement.Parse(root)], [.. wheels], [environment]);
        return new ClosureTreeView(new ClosureTree(report.Environments[0]).Roots());
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Ansi();
}
