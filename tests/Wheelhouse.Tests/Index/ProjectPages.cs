using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Tests.Index;

public sealed class ProjectPages
{
    [Test]
    public void Html_is_as_in_the_golden_file() =>
        GoldenFile.Check("project.html", ProjectPageHtml.Render(TestPages.Full()));

    [Test]
    public void Json_is_as_in_the_golden_file() =>
        GoldenFile.Check("project.json", ProjectPageJson.Render(TestPages.Full()));

    [Test]
    public void Html_tells_its_generation() =>
        Assert.That(PageText.GenerationOfHtml(ProjectPageHtml.Render(TestPages.Full())), Is.EqualTo(7));

    [Test]
    public void Html_of_another_program_has_no_generation() =>
        Assert.That(PageText.GenerationOfHtml("<!DOCTYPE html><a href=x>x</a>"u8.ToArray()), Is.Zero);

    [Test]
    public void Json_round_trips()
    {
        var json = ProjectPageJson.Render(TestPages.Full());
        Assert.That(ProjectPageJson.Render(ProjectPageJson.Parse(json, "test")), Is.EqualTo(json));
    }

    [Test]
    public void Files_in_any_order_make_the_same_bytes()
    {
        var page = TestPages.Full();
        var turned = ProjectPage.Create(page.Name, page.Files.Reverse(), page.Generation, page.Status);
        Assert.That(ProjectPageJson.Render(turned), Is.EqualTo(ProjectPageJson.Render(page)));
        Assert.That(ProjectPageHtml.Render(turned), Is.EqualTo(ProjectPageHtml.Render(page)));
    }

    [Test]
    public void Files_are_sorted_by_version_and_not_by_text()
    {
        var page = TestPages.Page(
            "a",
            TestPages.File("a-1.10-py3-none-any.whl"),
            TestPages.File("a-1.9-py3-none-any.whl"),
            TestPages.File("a-1.9-cp312-cp312-linux_x86_64.whl"),
            TestPages.File("a-1.9rc1-py3-none-any.whl"),
            TestPages.File("a-1!0.1-py3-none-any.whl")
        );
        Assert.That(
            page.Files.Select(file => file.FileName.ToString()),
            Is.EqualTo(
                new[]
                {
                    "a-1.9rc1-py3-none-any.whl",
                    "a-1.9-cp312-cp312-linux_x86_64.whl",
                    "a-1.9-py3-none-any.whl",
                    "a-1.10-py3-none-any.whl",
                    "a-1!0.1-py3-none-any.whl",
                }
            )
        );
        Assert.That(
            page.Versions.Select(version => version.ToString()),
            Is.EqualTo(new[] { "1.9rc1", "1.9", "1.10", "1!0.1" })
        );
    }

    [Test]
    public void The_latest_version_is_final_and_not_yanked_where_there_is_one()
    {
        var rc = TestPages.File("a-2.0rc1-py3-none-any.whl");
        var final = TestPages.File("a-1.0-py3-none-any.whl");
        var yanked = TestPages.File("a-1.1-py3-none-any.whl") with { Yanked = "" };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TestPages.Page("a", rc, final, yanked).LatestVersion?.ToString(), Is.EqualTo("1.0"));
            Assert.That(TestPages.Page("a", rc, yanked).LatestVersion?.ToString(), Is.EqualTo("2.0rc1"));
            Assert.That(TestPages.Page("a", yanked).LatestVersion, Is.Null);
        }
    }

    [Test]
    public void The_url_of_a_file_encodes_plus_and_exclamation_mark()
    {
        var file = TestPages.File("torch-1!2.9.0+rocm7.1-1-cp312-cp312-linux_x86_64.whl");
        Assert.That(
            file.Url,
            Is.EqualTo("../../packages/torch/torch-1%212.9.0%2Brocm7.1-1-cp312-cp312-linux_x86_64.whl")
        );
    }

    [Test]
    public void A_page_refuses_all_that_does_not_belong_on_it()
    {
        var files = new[]
        {
            TestPages.File("b-1.0-py3-none-any.whl"),
            TestPages.File("a-1.0-py3-none-any.whl"),
            TestPages.File("a-1.0-py3-none-any.whl"),
            TestPages.File("a-2.0-py3-none-any.whl") with
            {
                Sha256 = "ABC",
            },
            TestPages.File("a-3.0-py3-none-any.whl") with
            {
                Url = "../../packages/a/../b/b-1.0-py3-none-any.whl",
            },
            TestPages.File("a-4.0-py3-none-any.whl") with
            {
                Url = "javascript:alert(1)",
            },
            TestPages.File("a-5.0-py3-none-any.whl") with
            {
                CoreMetadataSha256 = "true",
            },
        };
        var error = Assert.Throws<InvalidIndexPageException>(() => ProjectPage.Create(ProjectName.Parse("a"), files));
        Assert.That(error!.Problems, Has.Count.EqualTo(6));
    }

    [Test]
    public void Merging_adds_what_is_missing_and_raises_the_generation()
    {
        var old = TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl"));
        var merged = old.Merge(TestPages.Page("a", TestPages.File("a-0.9-py3-none-any.whl", 'b')));
        Assert.That(
            merged.Files.Select(file => file.FileName.ToString()),
            Is.EqualTo(new[] { "a-0.9-py3-none-any.whl", "a-1.0-py3-none-any.whl" })
        );
        Assert.That(merged.Generation, Is.EqualTo(2));
    }

    [Test]
    public void Merging_what_is_there_changes_nothing()
    {
        var page = TestPages.Full();
        Assert.That(page.Merge(TestPages.Page("torch", [.. page.Files])), Is.SameAs(page));
    }

    [Test]
    public void Merging_keeps_what_was_said_of_a_file_since_it_was_published()
    {
        var published = TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl") with { Yanked = "bad" });
        var merged = published.Merge(
            TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl"), TestPages.File("a-2.0-py3-none-any.whl"))
        );
        Assert.That(merged.Files[0].Yanked, Is.EqualTo("bad"));
    }

    [Test]
    public void Merging_other_bytes_under_one_name_is_refused_and_names_both()
    {
        var published = TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl", 'a'));
        var other = TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl", 'b'));
        var error = Assert.Throws<PublishedFileDiffersException>(() => published.Merge(other));
        Assert.That(
            error!.Message,
            Does.Contain("a-1.0-py3-none-any.whl").And.Contain(TestPages.Sha256('a')).And.Contain(TestPages.Sha256('b'))
        );
    }

    [Test]
    public void Own_keys_are_kept_through_a_merge()
    {
        var json = Encoding
            .UTF8.GetString(ProjectPageJson.Render(TestPages.Page("a", TestPages.File("a-1.0-py3-none-any.whl"))))
            .Replace(
                "\"name\": \"a\",",
                "\"name\": \"a\", \"_owner\": {\"x\": [1, \"2026-08-07T12:00:00Z\"]},",
                StringComparison.Ordinal
            )
            .Replace("\"size\": 1000", "\"size\": 1000, \"_origin\": \"image@sha256:0\"", StringComparison.Ordinal);
        var page = ProjectPageJson.Parse(Encoding.UTF8.GetBytes(json), "test");
        var merged = page.Merge(TestPages.Page("a", TestPages.File("a-2.0-py3-none-any.whl")));
        var again = ProjectPageJson.Parse(ProjectPageJson.Render(merged), "test");
        Assert.That(again.OwnKeys.Find("_owner"), Is.EqualTo("{\"x\":[1,\"2026-08-07T12:00:00Z\"]}"));
        Assert.That(again.Files[0].OwnKeys.Find("_origin"), Is.EqualTo("\"image@sha256:0\""));
        Assert.That(again.OwnKeys.Names, Is.EqualTo(new[] { "_owner" }));
    }
}
