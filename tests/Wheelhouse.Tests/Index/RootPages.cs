using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Index;

public sealed class RootPages
{
    private static readonly RootPage Full = RootPage.Create(
        [
            Row("vllm", "0.11.1", "Fast & easy <LLM> serving"),
            Row("torch", "2.9.0+rocm7.1", null),
            Row("amd-aiter", null, null),
        ],
        generation: 12
    );

    [Test]
    public void Html_is_as_in_the_golden_file() => GoldenFile.Check("root.html", RootPageHtml.Render(Full));

    [Test]
    public void Json_is_as_in_the_golden_file() => GoldenFile.Check("root.json", RootPageJson.Render(Full));

    [Test]
    public void The_landing_page_is_as_in_the_golden_file() =>
        GoldenFile.Check("landing.html", LandingPage.Render(Full));

    [Test]
    public void Json_round_trips()
    {
        var json = RootPageJson.Render(Full);
        Assert.That(RootPageJson.Render(RootPageJson.Parse(json, "test")), Is.EqualTo(json));
    }

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

    private static RootProject Row(string name, string? version, string? summary) =>
        new(ProjectName.Parse(name), version is null ? null : PythonVersion.Parse(version), summary);
}
