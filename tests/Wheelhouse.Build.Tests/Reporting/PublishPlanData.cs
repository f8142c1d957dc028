using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tests.Reporting;

/// <summary>A publish plan as programs read it.</summary>
public sealed class PublishPlanData
{
    private static readonly ProjectName Thing = ProjectName.Parse("thing");

    private static PublishPlan Empty { get; } =
        new(new Site("/site", RootPage.Create([]), []), "file:///store/", [], [], []);

    [Test]
    public void The_keys_of_the_list_of_projects_are_there_where_nothing_else_changes()
    {
        var data = Of(Empty with { RootKeys = [IndexLayout.RootHtml, IndexLayout.Landing, IndexLayout.Status] });
        Assert.That((bool)data["isEmpty"]!, Is.False);
        Assert.That(data["pages"], Is.Empty);
        Assert.That(
            data["rootKeys"]!.Select(key => (string?)key),
            Is.EqualTo(new[] { "simple/index.html", "index.html", "status.json" })
        );
    }

    [Test]
    public void Pages_that_another_run_left_behind_are_there_with_their_keys()
    {
        var row = new RootProject(Thing, null, null);
        var data = Of(Empty with { LeftBehind = [new PlannedPage(Thing, 2, 2, row, ["simple/thing/index.html"])] });
        Assert.That((bool)data["isEmpty"]!, Is.False);
        Assert.That((string?)data["leftBehind"]![0]!["project"], Is.EqualTo("thing"));
        Assert.That((int)data["leftBehind"]![0]!["generation"]!, Is.EqualTo(2));
        Assert.That((string?)data["leftBehind"]![0]!["keys"]![0], Is.EqualTo("simple/thing/index.html"));
    }

    [Test]
    public void Pages_that_stay_as_they_are_are_there_with_what_is_wrong()
    {
        var lost = new Finding(FindingKind.LostPage, "simple-json/other/index.json", "not there");
        var data = Of(Empty with { Unmended = [lost] });
        Assert.That((bool)data["isEmpty"]!);
        Assert.That((string?)data["unmended"]![0]!["key"], Is.EqualTo("simple-json/other/index.json"));
        Assert.That((string?)data["unmended"]![0]!["detail"], Is.EqualTo("not there"));
    }

    private static JObject Of(PublishPlan plan) =>
        JObject.Parse(PublishPlanJson.Of(plan, hasGate: false, storagePrice: null));
}
