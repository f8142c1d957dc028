using System.Text.RegularExpressions;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Reporting;

/// <summary>What a publish shows on a terminal of the usual width.</summary>
public sealed partial class PublishTexts
{
    private const string LongName = "torchvision-0.24.0-cp312-cp312-manylinux_2_35_x86_64.whl";

    [Test]
    public void What_is_sent_stands_in_columns_on_80_columns_whatever_pages_tell()
    {
        var name = WheelFileName.Parse(LongName);
        var files = new[] { name, WheelFileName.Parse("attrs-1-py3-none-any.whl") }
            .Select(file => new IndexFile(file, IndexLayout.FileUrl(file), new string('0', 64), 1400))
            .ToList();
        var plan = new PublishPlan(
            new Site("/site", RootPage.Create([]), []),
            "/srv/wheels",
            [.. files.Select(file => new PlannedFile(file, PlannedFileState.New, 1400, null))],
            [
                new PlannedPage(
                    ProjectName.Parse("torchvision"),
                    0,
                    1,
                    new RootProject(name.Project, null, null),
                    ["key"]
                ),
            ],
            ["index.html"]
        );
        var text = Ansi().Replace(new Screen(80, true).Text(PublishText.Of(plan)), "");
        Assert.That(
            text,
            Does.Match(@"(?m)^ +send +torchvision-\S+\.whl +1\.4 kB *$")
                .And.Match(@"(?m)^ +send +attrs-1-py3-none-any\.whl {30,}1\.4 kB *$")
                .And.Match(@"(?m)^ +change +torchvision +generation 0 to 1 *$")
                .And.Match(@"(?m)^ +then +index\.html *$")
        );
    }

    [Test]
    public void The_tasks_of_a_release_stand_in_columns_on_80_columns()
    {
        var text = Ansi()
            .Replace(
                new Screen(80, true).Text(
                    RunReport.Table([
                        new TaskRun(
                            "Build-Base-Wheels",
                            TimeSpan.Zero,
                            TaskOutcome.Done,
                            new TaskProduct("4 wheels", 31_400_000, "hit")
                        ),
                        new TaskRun("Collect-Dependency-Wheels", TimeSpan.FromMinutes(3), TaskOutcome.Failed),
                        new TaskRun(
                            "Publish",
                            TimeSpan.Zero,
                            TaskOutcome.Done,
                            new TaskProduct("23 wheels sent, 23 pages", 31_400_000)
                        ),
                    ])
                ),
                ""
            );
        Assert.That(
            text,
            Does.Match(@"(?m)^ +task +time +made +size +cache *$")
                .And.Match(@"(?m)^ +Build-Base-Wheels +00:00:00 +4 wheels {10,}31\.4 MB +hit *$")
                .And.Match("(?m)^ +Collect-Dependency-Wheels +00:03:00 +failed *$")
                .And.Match(@"(?m)^ +Publish {10,}00:00:00 +23 wheels sent, 23 pages +31\.4 MB *$")
        );
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Ansi();
}
