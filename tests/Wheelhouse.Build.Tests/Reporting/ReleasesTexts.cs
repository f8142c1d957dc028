using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Reporting;

public sealed class ReleasesTexts
{
    [Test]
    public void A_run_of_few_versions_names_them_all() =>
        Assert.That(TextOf(3), Does.EndWith("added p0 1.0, p1 1.0, p2 1.0"));

    [Test]
    public void A_run_of_many_versions_tells_how_many_and_the_first() =>
        Assert.That(TextOf(23), Does.EndWith("added 23: p0 1.0, p1 1.0, p2 1.0, p3 1.0, p4 1.0, ... (--json has all)"));

    [Test]
    public void Data_has_every_version()
    {
        var pages = JArray.Parse(ReleasesText.Json([Record(23)]))[0]["pages"]!;
        Assert.That(pages.SelectMany(page => page["added"]!).Count(), Is.EqualTo(23));
    }

    private static string TextOf(int projects) => Screen.Log.Text(ReleasesText.Of([Record(projects)], "s3://wheels"));

    private static ReleaseRecord Record(int projects) =>
        new(
            RunId.Parse("20251105T143000Z-9f3a1c"),
            IndexAction.Publish,
            DateTimeOffset.UnixEpoch,
            1,
            [.. Enumerable.Range(0, projects).Select(number => Page($"p{number}"))]
        );

    private static PageChange Page(string project) =>
        new(
            ProjectName.Parse(project),
            1,
            [new IndexFile(WheelFileName.Parse($"{project}-1.0-py3-none-any.whl"), "../../x", new string('0', 64), 1)],
            [],
            [],
            []
        );
}
