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

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("1")]
    [TestCase("""{"name":"A"}""")]
    [TestCase("""{"name":"a","name":"a"}""")]
    [TestCase("""{"name":"a","_latest":"x"}""")]
    public void Another_value_is_left_to_the_other_reader(string json) =>
        Assert.That(RootProjectReader.TryRead(Encoding.UTF8.GetBytes(json)), Is.Null);

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
