using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Index;

public sealed class RootPages
{
    private static readonly RootPage Full = RootPage.Create(
        [
            Row("vllm", "0.11.1", "Fast & easy <LLM> serving"),
            RootProject.Of(TestPages.Full()),
            Row("amd-aiter", null, null),
        ],
        generation: 12
    );

    [Test]
    public void A_project_without_files_is_not_shown_to_people()
    {
        var empty = RootProject.Of(ProjectPage.Create(ProjectName.Parse("gone"), [], generation: 3));
        var page = Encoding.UTF8.GetString(LandingPage.Render(RootPage.Create([empty])));
        Assert.That(page, Does.Not.Contain("gone").And.Contain("role=\"status\">0<"));
    }

    [Test]
    public void Html_is_as_in_the_golden_file() => GoldenFile.Check("root.html", RootPageHtml.Render(Full));

    [Test]
    public void Json_is_as_in_the_golden_file() => GoldenFile.Check("root.json", RootPageJson.Render(Full));

    [Test]
    public void The_landing_page_is_as_in_the_golden_file() =>
        GoldenFile.Check("landing.html", BodyOf(LandingPage.Render(Full)));

    [Test]
    public void Json_round_trips()
    {
        var json = RootPageJson.Render(Full);
        Assert.That(RootPageJson.Render(RootPageJson.Parse(json, "test")), Is.EqualTo(json));
    }

    [Test]
    public void A_long_list_stays_in_order_and_whole_in_every_form()
    {
        // Texts of every length, so that half a surrogate pair comes to lie wherever a part may end.
        var rows = Enumerable.Range(0, 700).Select(at => Row($"p{at:D3}", "1.0", new string('x', at) + Smiles(2000)));
        var root = RootPage.Create(rows.ToList());
        var json = RootPageJson.Render(root);
        Assert.That(RootPageJson.Render(RootPageJson.Parse(json, "test")), Is.EqualTo(json));
        var lines = Encoding.UTF8.GetString(LandingPage.Render(root)).Split('\n');
        var found = lines.Where(line => line.StartsWith("<details>", StringComparison.Ordinal));
        Assert.That(
            found,
            Is.EqualTo(
                root.Projects.Select(row =>
                    $"<details><summary><b class=\"project\">{row.Name}</b> <span class=\"version\">1.0</span>"
                    + $" <bdi class=\"about\">{row.Summary}</bdi></summary>"
                )
            )
        );
    }

    private static string Smiles(int count) => string.Concat(Enumerable.Repeat("\U0001F600", count));

    [Test]
    public void Both_html_pages_tell_their_generation()
    {
        Assert.That(PageText.GenerationOfHtml(RootPageHtml.Render(Full)), Is.EqualTo(12));
        Assert.That(PageText.GenerationOfHtml(LandingPage.Render(Full)), Is.EqualTo(12));
    }

    [TestCase("1.0", "2.0", "2.0")]
    [TestCase("2.0", "1.0", "2.0")]
    [TestCase("1.0", "2.0rc1", "1.0")]
    [TestCase("2.0rc1", "1.0", "1.0")]
    [TestCase("2.0rc1", "2.0rc2", "2.0rc2")]
    [TestCase(null, "1.0", "1.0")]
    [TestCase("1.0", null, "1.0")]
    public void Merging_keeps_the_newer_version(string? published, string? added, string expected)
    {
        var merged = RootPage.Create([Row("a", published, "p")]).Merge(RootPage.Create([Row("a", added, "n")]));
        Assert.That(merged.Projects.Single().LatestVersion?.ToString(), Is.EqualTo(expected));
        Assert.That(merged.Projects.Single().Summary, Is.EqualTo(expected == added ? "n" : "p"));
        Assert.That(merged.Generation, Is.EqualTo(expected == added ? 2 : 1));
    }

    [Test]
    public void Of_two_publishers_rows_the_one_of_the_later_page_counts_whoever_writes_last()
    {
        var page = TestPages.Page("a", TestPages.File("a-2.0-py3-none-any.whl"));
        var early = RootPage.Create([RootProject.Of(page)]);
        var merged = page.Merge(TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl", 'b')));
        var late = RootPage.Create([RootProject.Of(merged)]);
        Assert.That(late.Merge(early), Is.SameAs(late));
        var row = early.Merge(late).Projects.Single();
        Assert.That(row.Versions.Select(version => version.Version.ToString()), Is.EqualTo(new[] { "2.0", "1.0" }));
        Assert.That(row.VersionCount, Is.EqualTo(2));
    }

    [Test]
    public void A_later_page_takes_a_version_back_when_it_is_yanked()
    {
        var (one, two) = (TestPages.File("a-1.0-py3-none-any.whl"), TestPages.File("a-2.0-py3-none-any.whl", 'b'));
        var before = RootPage.Create([RootProject.Of(TestPages.Page("a", one, two))]);
        var after = ProjectPage.Create(ProjectName.Parse("a"), [one, two with { Yanked = "broken" }], generation: 2);
        var row = before.Merge(RootPage.Create([RootProject.Of(after)])).Projects.Single();
        Assert.That(row.LatestVersion?.ToString(), Is.EqualTo("1.0"));
        Assert.That(row.Versions[0].Yanked, Is.EqualTo("broken"));
    }

    [Test]
    public void A_list_of_before_versions_were_told_is_read_and_brought_up_to_date()
    {
        const string json = """
            {
              "meta": { "api-version": "1.4", "_generation": 3 },
              "projects": [{ "name": "a", "_latest": "1.0", "_summary": "old", "_later": [1] }, { "name": "b" }]
            }
            """;
        var old = RootPageJson.Parse(Encoding.UTF8.GetBytes(json), "test");
        Assert.That(old.Projects[0].PageGeneration, Is.Zero);
        var page = TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl"));
        var row = old.Merge(RootPage.Create([RootProject.Of(page)])).Projects[0];
        Assert.That(row.Versions.Single().Files, Is.EqualTo(1));
        Assert.That(row.Summary, Is.EqualTo("old"));
        Assert.That(row.OwnKeys.Find("_later"), Is.EqualTo("[1]"));
    }

    [Test]
    public void Only_the_newest_versions_are_told_and_the_one_that_installers_choose()
    {
        var files = Enumerable
            .Range(1, 20)
            .Select(number => TestPages.File($"a-2.0rc{number}-py3-none-any.whl"))
            .Append(TestPages.File("a-1.0-py3-none-any.whl"));
        var row = RootProject.Of(TestPages.Page("a", [.. files]));
        Assert.That(row.VersionCount, Is.EqualTo(21));
        Assert.That(row.Versions, Has.Count.EqualTo(9));
        Assert.That(row.Versions[0].Version.ToString(), Is.EqualTo("2.0rc20"));
        Assert.That(row.Latest?.Version.ToString(), Is.EqualTo("1.0"));
    }

    [TestCase(9, "All files, 1 more version</a>")]
    [TestCase(10, "All files, 2 more versions</a>")]
    public void The_versions_that_are_left_out_are_counted(int count, string expected)
    {
        var files = Enumerable.Range(1, count).Select(number => TestPages.File($"a-{number}-py3-none-any.whl"));
        var row = RootProject.Of(TestPages.Page("a", [.. files]));
        Assert.That(Landing(row), Does.Contain(expected));
    }

    [TestCase("2024-02-29T12:00:00Z", "2024-02-29")]
    [TestCase("2026-12-31T23:59:59.123456Z", "2026-12-31")]
    [TestCase("2026-02-29T12:00:00Z", null)]
    [TestCase("2026-00-10T12:00:00Z", null)]
    [TestCase("2026-13-10T12:00:00Z", null)]
    [TestCase("2026-01-00T12:00:00Z", null)]
    [TestCase("0000-01-01T12:00:00Z", null)]
    [TestCase("2026-1-01T12:00:00Zz", null)]
    [TestCase("2026-01-01 12:00:00Z", null)]
    [TestCase("2026-01-01", null)]
    public void A_day_is_told_where_there_is_one(string time, string? expected)
    {
        var html = Landing(VersionRow(version => version with { UploadTime = time }));
        Assert.That(
            html,
            expected is null ? Does.Not.Contain("<th>Uploaded</th>") : Does.Contain($"<td>{expected}</td>")
        );
    }

    [TestCase(0, "0 B")]
    [TestCase(999, "999 B")]
    [TestCase(1000, "1 kB")]
    [TestCase(1049, "1 kB")]
    [TestCase(1050, "1.1 kB")]
    [TestCase(999_499, "999.5 kB")]
    [TestCase(999_500, "1 MB")]
    [TestCase(1_250_000_000, "1.3 GB")]
    [TestCase(3_000_000_000_000_000, "3000 TB")]
    public void Sizes_are_told_as_people_read_them(long size, string expected) =>
        Assert.That(Landing(VersionRow(version => version with { Size = size })), Does.Contain($"<td>{expected}</td>"));

    private static string Landing(RootProject row) =>
        Encoding.UTF8.GetString(LandingPage.Render(RootPage.Create([row])));

    private static RootProject VersionRow(Func<RootVersion, RootVersion> change)
    {
        var row = RootProject.Of(TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl")));
        return row with { Versions = [change(row.Versions.Single())] };
    }

    [TestCase("a-1-cp312-cp312-linux_x86_64.whl", null, "3.12")]
    [TestCase("a-1-cp313-cp313t-linux_x86_64.whl", ">=3.9", "3.13t")]
    [TestCase("a-1-cp38-abi3-linux_x86_64.whl", null, "3.8+")]
    [TestCase("a-1-cp38-abi3-linux_x86_64.whl", ">=3.10,<3.14", ">=3.10,<3.14")]
    [TestCase("a-1-cp312-abi3-linux_x86_64.whl", ">=3.9", "3.12+")]
    [TestCase("a-1-py3-none-any.whl", ">=3.9", "3.9+")]
    [TestCase("a-1-py3-none-any.whl", "<4", "<4")]
    [TestCase("a-1-py3-none-any.whl", "no specifier", "3")]
    [TestCase("a-1-py2.py3-none-any.whl", null, "2 3")]
    [TestCase("a-1-cp310.cp39-cp310.cp39-linux_x86_64.whl", null, "3.9 3.10")]
    [TestCase("a-1-pp310-pypy310_pp73-linux_x86_64.whl", null, "pp310")]
    public void Pythons_are_told_as_people_say_them(string file, string? requiresPython, string expected)
    {
        var row = RootProject.Of(TestPages.Page("a", TestPages.File(file) with { RequiresPython = requiresPython }));
        Assert.That(string.Join(' ', row.Versions[0].Pythons), Is.EqualTo(expected));
    }

    [Test]
    public void Merging_adds_projects_and_loses_none()
    {
        var merged = Full.Merge(RootPage.Create([Row("triton", "3.4.0", null)]));
        Assert.That(
            merged.Projects.Select(row => row.Name.Value),
            Is.EqualTo(new[] { "amd-aiter", "torch", "triton", "vllm" })
        );
        Assert.That(merged.Generation, Is.EqualTo(13));
    }

    [Test]
    public void Merging_what_is_there_changes_nothing() => Assert.That(Full.Merge(Full), Is.SameAs(Full));

    // Style and script are files of their own, and their hashes with them.
    private static byte[] BodyOf(byte[] page)
    {
        var text = Encoding.UTF8.GetString(page);
        return Encoding.UTF8.GetBytes(
            text[text.IndexOf("<header>", StringComparison.Ordinal)..text.IndexOf("<script>", StringComparison.Ordinal)]
        );
    }

    private static RootProject Row(string name, string? version, string? summary) =>
        new(ProjectName.Parse(name), version is null ? null : PythonVersion.Parse(version), summary);
}
