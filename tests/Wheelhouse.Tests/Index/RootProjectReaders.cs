using System.Text;
using System.Text.Json.Nodes;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Index;

/// <summary>A project of the list as it is written here is read at once, and whatever else by the reader that takes all.</summary>
public sealed class RootProjectReaders
{
    private static readonly RootPage Page = RootPage.Create([
        new RootProject(ProjectName.Parse("a"), PythonVersion.Parse("2.0"), "\"Fast\" & \u00e4 \ud83d\ude00 \u0001")
        {
            PageGeneration = 7,
            VersionCount = 4,
            FileCount = 5,
            Size = 6_000_000_000,
            Marks = new PageMarks(new string('a', 32), new string('b', 32), new string('c', 64)),
            Versions =
            [
                Version("2.0", null),
                Version("1.1rc1", "") with
                {
                    Rocm = "7.1",
                    GpuTargets = ["gfx942", "gfx1100"],
                },
                Version("1.0", "it \"broke\"") with
                {
                    Pythons = ["3.12", "3.13t"],
                    UploadTime = "2026-08-07T12:00:00Z",
                },
                Version("0.9", null) with
                {
                    Rocm = "7.1",
                    GpuTargets = ["gfx942"],
                    Pythons = ["3.12"],
                },
            ],
        },
    ]);

    private static JsonObject Row => JsonNode.Parse(RootPageJson.Render(Page))!["projects"]![0]!.AsObject();

    private static IEnumerable<string> Objects => Paths(Row, "").Where(path => At(Row, path) is JsonObject);

    private static IEnumerable<string> Values => Paths(Row, "").Where(path => path.Length > 0);

    [Test]
    public void What_is_written_here_is_read_at_once()
    {
        var read = RootProjectReader.TryRead(Bytes(Row));
        Assert.That(RootPageJson.Render(RootPage.Create([read!])), Is.EqualTo(RootPageJson.Render(Page)));
    }

    [TestCaseSource(nameof(Objects))]
    public void Keys_in_another_order_are_read_too(string path)
    {
        var row = Row;
        var item = (JsonObject)At(row, path)!;
        var (name, value) = item.First();
        item.Remove(name);
        item.Add(name, value);
        Assert.That(RootProjectReader.TryRead(Bytes(row)), Is.Null);
        Assert.That(RootPageJson.Render(Parse(row)), Is.EqualTo(RootPageJson.Render(Page)));
    }

    [TestCaseSource(nameof(Objects))]
    public void An_unknown_key_is_kept_or_refused(string path)
    {
        foreach (var name in new[] { "later", "_later" })
        {
            var row = Row;
            ((JsonObject)At(row, path)!).Add(name, 1);
            Assert.That(RootProjectReader.TryRead(Bytes(row)), Is.Null);
            if (name == "later" || path.EndsWith("_marks", StringComparison.Ordinal))
            {
                var error = Assert.Throws<InvalidIndexPageException>(() => Parse(row));
                Assert.That(error!.Message, Does.Contain($"the key \"{name}\" is not known here"));
            }
            else
            {
                Assert.That(Encoding.UTF8.GetString(RootPageJson.Render(Parse(row))), Does.Contain("\"_later\":1"));
            }
        }
    }

    [TestCaseSource(nameof(Values))]
    public void A_value_of_another_kind_is_refused(string path)
    {
        foreach (JsonNode? other in new[] { JsonNode.Parse("-1"), JsonNode.Parse("{}"), JsonNode.Parse("[{}]"), null })
        {
            var row = Row;
            var parent = At(row, path[..path.LastIndexOf('/')])!;
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (parent is JsonArray array)
            {
                array[int.Parse(name)] = other;
            }
            else
            {
                parent[name] = other;
            }

            Assert.That(RootProjectReader.TryRead(Bytes(row)), Is.Null, $"{other}");
            Assert.Throws<InvalidIndexPageException>(() => Parse(row), $"{other}");
        }
    }

    [TestCase(":", ": ")]
    [TestCase(":", " :")]
    [TestCase(",", ", ")]
    [TestCase("{", "{ ")]
    [TestCase("}", " }")]
    [TestCase("]", " ]")]
    [TestCase("[", "[\n")]
    [TestCase("\"_page\":7", "\"_page\":07")]
    [TestCase("\"_page\":7", "\"_page\":0")]
    [TestCase("\"_page\":7", "\"_page\":-0")]
    [TestCase("\"_page\":7", "\"_page\":+7")]
    [TestCase("\"_page\":7,", "")]
    [TestCase("\"_size\":6000000000", "\"_size\":6e9")]
    [TestCase("\"_size\":6000000000", "\"_size\":6000000000.0")]
    [TestCase("\"_size\":6000000000", "\"_size\":60000000000000000000")]
    [TestCase("\"_file-count\":5", "\"_file-count\":6000000000")]
    [TestCase("\"_file-count\":5,", "")]
    [TestCase("\"2.0\"", "\"2.00-1\"")]
    [TestCase("[\"3.12\"]", "[]")]
    [TestCase("[\"3.12\"]", "[\"3.12\",]")]
    [TestCase("\"yanked\":true", "\"yanked\":\"\"")]
    [TestCase("\"yanked\":true", "\"yanked\":false")]
    [TestCase("\"_summary\":\"", "\"_summary\":\"\t")]
    [TestCase("\"_summary\":\"", "\"_summary\":\"\\x")]
    [TestCase("\"_summary\":\"", "\"_summary\":\"\\ud800")]
    [TestCase("\"name\":\"a\"", "\"name\":\"A\"")]
    public void What_would_be_written_otherwise_is_left_to_the_other_reader(string written, string other)
    {
        var text = Encoding.UTF8.GetString(RootPageJson.Render(Page));
        var start = text.IndexOf("{\"name\"", StringComparison.Ordinal);
        var row = text[start..^3];
        Assert.That(RootProjectReader.TryRead(Encoding.UTF8.GetBytes(row)), Is.Not.Null);
        for (
            var at = row.IndexOf(written, StringComparison.Ordinal);
            at >= 0;
            at = row.IndexOf(written, at + 1, StringComparison.Ordinal)
        )
        {
            var changed = row[..at] + other + row[(at + written.Length)..];
            if (!IsInText(row, at))
            {
                Assert.That(RootProjectReader.TryRead(Encoding.UTF8.GetBytes(changed)), Is.Null, changed);
            }
        }

        Assert.That(RootProjectReader.TryRead(Encoding.UTF8.GetBytes(row + " ")), Is.Null);
        Assert.That(RootProjectReader.TryRead(Encoding.UTF8.GetBytes(row[..^1])), Is.Null);
    }

    [Test]
    public void What_did_not_change_is_written_as_it_was_read()
    {
        RootProject[] rows =
        [
            .. new[] { "b", "c", "d", "e" }.Select(name =>
                Page.Projects[0] with
                {
                    Name = ProjectName.Parse(name),
                    Summary = name == "b" ? "a \"quote\"" : "Plain words",
                    Versions = [Version("1.0", ""), Version("0.9", "broken")],
                }
            ),
        ];
        var changed = rows[1] with { PageGeneration = 8, Size = 1 };
        var read = RootListReader.TryRead(RootPageJson.Render(RootPage.Create([rows[0], rows[1], rows[3]])))!;
        var merged = read.Merge(RootPage.Create([rows[2], changed, Page.Projects[0]]));
        Assert.That(
            merged.Rows.Select(row => $"{row.Project.Name} {!row.Json.IsEmpty}"),
            Is.EqualTo(new[] { "a False", "b False", "c False", "d False", "e True" })
        );
        var whole = RootPage.Create([Page.Projects[0], rows[0], changed, rows[2], rows[3]], merged.Generation);
        Assert.That(RootPageJson.Render(merged), Is.EqualTo(RootPageJson.Render(whole)));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("1")]
    [TestCase("""{"name":"A"}""")]
    [TestCase("""{"name":"a","name":"a"}""")]
    [TestCase("""{"name":"a","_latest":"x"}""")]
    public void Another_value_is_left_to_the_other_reader(string json) =>
        Assert.That(RootProjectReader.TryRead(Encoding.UTF8.GetBytes(json)), Is.Null);

    // An odd number of quotes before it, those that are escaped left out.
    private static bool IsInText(string json, int at) =>
        json[..at].Replace("\\\"", "", StringComparison.Ordinal).Count(letter => letter == '"') % 2 == 1;

    private static RootPage Parse(JsonObject row)
    {
        var page = new JsonObject
        {
            ["meta"] = JsonNode.Parse("""{"api-version":"1.4","_generation":1}"""),
            ["projects"] = new JsonArray(row.DeepClone()),
        };
        return RootPageJson.Parse(Bytes(page), "test");
    }

    private static RootVersion Version(string text, string? yanked) =>
        new(PythonVersion.Parse(text), 2, 3) { Yanked = yanked };

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static JsonNode? At(JsonNode node, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(node, (inner, name) => inner is JsonArray array ? array[int.Parse(name)]! : inner[name]!);

    private static IEnumerable<string> Paths(JsonNode node, string path)
    {
        IEnumerable<(string Name, JsonNode? Node)> inner = node switch
        {
            JsonObject item => item.Select(property => (property.Key, property.Value)),
            JsonArray array => array.Select((item, at) => ($"{at}", item)),
            _ => [],
        };
        return inner.SelectMany(each => Paths(each.Node!, $"{path}/{each.Name}")).Prepend(path);
    }
}
