using Wheelhouse.Build.Reporting;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Reporting;

/// <summary>What a store has, as people read it.</summary>
public sealed class StatusTexts
{
    [Test]
    public void Numbers_say_what_they_count_also_in_a_log_which_has_no_heads([Values] bool isTerminal)
    {
        var status = new StoreStatus(
            "/srv/wheels",
            [
                new ChannelStatus(
                    Channel.Main,
                    1,
                    [Page("one-1-py3-none-any.whl"), Page("two-1-py3-none-any.whl", "two-2-py3-none-any.whl")]
                ),
            ],
            7,
            4200,
            [],
            []
        );
        var text = (isTerminal ? new Screen(80, true) : Screen.Log).Text(StatusText.Of(status, isChecked: false));
        Assert.That(
            text,
            Does.Match("one +1 +1 version +1 file +1.4 kB").And.Match("two +2 +2 versions +2 files +2.8 kB")
        );
    }

    private static ProjectPage Page(params string[] files)
    {
        var names = files.Select(WheelFileName.Parse).ToList();
        return ProjectPage.Create(
            names[0].Project,
            names.Select(name => new IndexFile(name, IndexLayout.FileUrl(name), new string('0', 64), 1400)),
            1
        );
    }
}
