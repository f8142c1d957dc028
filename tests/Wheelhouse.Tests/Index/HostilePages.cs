using System.Text;
using Wheelhouse.Index;

namespace Wheelhouse.Tests.Index;

public sealed class HostilePages
{
    private const string Good = """
        {"meta": {"api-version": "1.4", "_generation": 3}, "name": "a", "versions": ["1.0"],
         "files": [{"filename": "a-1.0-py3-none-any.whl", "url": "../../packages/a/a-1.0-py3-none-any.whl",
                    "hashes": {"sha256": "SHA"}, "size": 5}]}
        """;

    [Test]
    public void The_page_that_is_spoilt_here_is_good() =>
        Assert.That(ProjectPageJson.Parse(Bytes(Good), "test").Generation, Is.EqualTo(3));

    [TestCase("", "JSON")]
    [TestCase("[]", "not a JSON object")]
    [TestCase("null", "not a JSON object")]
    [TestCase("<!DOCTYPE html>", "JSON")]
    [TestCase("{} {}", "after a single JSON value")]
    [TestCase("{} /* and */", "after a single JSON value")]
    [TestCase("{\"a\\ud800\": 1}", "JSON")]
    [TestCase("{\"name\": \"a\", \"name\": \"b\"}", "JSON")]
    public void What_is_no_object_is_refused(string text, string reason) => AssertRefused(Bytes(text), reason);

    [Test]
    public void Bytes_that_are_not_utf8_are_refused() => AssertRefused([0x7b, 0xff, 0x7d], "UTF-8");

    [Test]
    public void Depth_without_end_is_refused() =>
        AssertRefused(Bytes(string.Concat(Enumerable.Repeat("{\"_a\":", 100_000))), "JSON");

    [TestCase("\"api-version\": \"1.4\"", "\"api-version\": \"2.0\"", "\"2.0\", not \"1.4\"")]
    [TestCase("\"api-version\": \"1.4\", ", "", "\"api-version\" is missing")]
    [TestCase(", \"_generation\": 3", "", "\"_generation\" is missing")]
    [TestCase("\"_generation\": 3", "\"_generation\": 0", "begins with 1")]
    [TestCase("\"_generation\": 3", "\"_generation\": -1", "whole number")]
    [TestCase("\"_generation\": 3", "\"_generation\": 3, \"tracks\": []", "\"tracks\" is not known")]
    [TestCase("\"name\": \"a\"", "\"name\": \"A\"", "normalised")]
    [TestCase("\"name\": \"a\"", "\"name\": 1", "not a text")]
    [TestCase("\"name\": \"a\"", "\"name\": \"b\"", "not of b")]
    [TestCase("\"name\": \"a\"", "\"name\": \"a\", \"alternate-locations\": []", "alternate-locations")]
    [TestCase("[\"1.0\"]", "[\"1.0\", \"2.0\"]", "versions")]
    [TestCase("[\"1.0\"]", "[1.0]", "versions[0] is not a text")]
    [TestCase("[\"1.0\"]", "{}", "not a list")]
    [TestCase(
        "\"filename\": \"a-1.0-py3-none-any.whl\"",
        "\"filename\": \"a-1.0.tar.gz\"",
        "not the file name of a wheel"
    )]
    [TestCase("\"filename\": \"a-1.0-py3-none-any.whl\", ", "", "files[0]: \"filename\" is missing")]
    [TestCase("SHA", "XYZ", "not a sha256")]
    [TestCase("\"sha256\": \"SHA\"", "\"md5\": \"0\"", "files[0].hashes")]
    [TestCase("\"name\": \"a\"", "\"name\": \"\\ud800\"", "JSON")]
    [TestCase("\"name\": \"a\"", "\"name\": \"a\", \"_\\ud800\": 1", "JSON")]
    [TestCase("\"name\": \"a\"", "\"name\": \"a\", \"_a\": \"\\ud800\"", "JSON")]
    [TestCase("\"size\": 5", "\"size\": 1e400", "whole number")]
    [TestCase("\"size\": 5", "\"size\": 99999999999999999999", "whole number")]
    [TestCase("\"size\": 5", "\"size\": \"5\"", "whole number")]
    [TestCase("\"size\": 5", "\"size\": 5, \"yanked\": 1", "yanked")]
    [TestCase("\"size\": 5", "\"size\": 5, \"core-metadata\": true", "not an object")]
    [TestCase("\"size\": 5", "\"size\": 5, \"gpg-sig\": true", "gpg-sig")]
    [TestCase("../../packages/a/", "../../packages/b/", "URL")]
    [TestCase("../../packages/a/", "packages/a/", "URL")]
    public void A_spoilt_page_is_refused_with_the_reason(string good, string bad, string reason) =>
        AssertRefused(Bytes(Good.Replace(good, bad, StringComparison.Ordinal)), reason);

    [Test]
    public void All_problems_are_told_at_once()
    {
        var text = Good.Replace("\"size\": 5", "\"size\": null, \"x\": 1", StringComparison.Ordinal)
            .Replace("\"name\": \"a\"", "\"name\": \"?\"", StringComparison.Ordinal);
        var error = Assert.Throws<InvalidIndexPageException>(() => ProjectPageJson.Parse(Bytes(text), "page.json"));
        Assert.That(error!.Problems, Has.Count.EqualTo(3));
        Assert.That(error.Where, Is.EqualTo("page.json"));
    }

    [TestCase("{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}}", "projects")]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [1]}",
        "projects[0] is not an object"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [{\"name\": \"A\"}]}",
        "normalised"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [{\"name\": \"a\", \"_latest\": \"x\"}]}",
        "not a version"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}",
        "2 times"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [{\"name\": \"a\"}, {\"name\": \"b\", \"name\": \"c\"}]}",
        "projects[1]: it is not valid JSON"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [], \"projects\": [{\"name\": \"a\"}]}",
        "Duplicate"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": {\"a\": [1]}}",
        "\"projects\" is not a list"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [{\"name\": \"a\"}",
        "not valid JSON"
    )]
    [TestCase(
        "{\"meta\": {\"api-version\": \"1.4\", \"_generation\": 1}, \"projects\": [{\"name\": \"\\ud800\"}]}",
        "not valid JSON"
    )]
    [TestCase("[{\"projects\": []}]", "not a JSON object")]
    public void A_spoilt_list_of_projects_is_refused_with_the_reason(string text, string reason) =>
        Assert.That(
            () => RootPageJson.Parse(Bytes(text), "test"),
            Throws.TypeOf<InvalidIndexPageException>().With.Message.Contains(reason)
        );

    private static void AssertRefused(byte[] bytes, string reason) =>
        Assert.That(
            () => ProjectPageJson.Parse(bytes, "test"),
            Throws.TypeOf<InvalidIndexPageException>().With.Message.Contains(reason)
        );

    private static byte[] Bytes(string text) =>
        Encoding.UTF8.GetBytes(text.Replace("SHA", TestPages.Sha256('a'), StringComparison.Ordinal));
}
