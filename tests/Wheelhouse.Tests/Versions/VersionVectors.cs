using System.Globalization;
using System.Numerics;
using Newtonsoft.Json.Linq;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Versions;

public sealed class VersionVectors
{
    private static IEnumerable<TestCaseData> Lines() => VectorLines.Of("versions.jsonl", "input");

    private static IEnumerable<TestCaseData> Orders() => VectorLines.Of("version-order.jsonl", "a", "b");

    [TestCaseSource(nameof(Lines))]
    public void A_version_is_read_as_the_reference_reads_it(JObject vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var input = (string)vector["input"]!;
        var isVersion = PythonVersion.TryParse(input, out var version);
        Assert.That(isVersion, Is.EqualTo((bool)vector["valid"]!));
        if (!isVersion)
        {
            Assert.That(() => PythonVersion.Parse(input), Throws.TypeOf<InvalidVersionException>());
            return;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(version!.ToString(), Is.EqualTo((string?)vector["normalized"]));
            Assert.That(version.Public.ToString(), Is.EqualTo((string?)vector["public"]));
            Assert.That(version.BaseVersion.ToString(), Is.EqualTo((string?)vector["base"]));
            Assert.That(version.Epoch, Is.EqualTo(Number(vector["epoch"])));
            Assert.That(version.Release, Is.EqualTo(vector["release"]!.Select(number => Number(number)!.Value)));
            Assert.That(version.Pre?.ToString(), Is.EqualTo(Pre(vector["pre"])));
            Assert.That(version.Post, Is.EqualTo(Number(vector["post"])));
            Assert.That(version.Dev, Is.EqualTo(Number(vector["dev"])));
            Assert.That(version.Local, Is.EqualTo((string?)vector["local"]));
            Assert.That(version.IsPrerelease, Is.EqualTo((bool)vector["isPrerelease"]!));
            Assert.That(version.IsPostrelease, Is.EqualTo((bool)vector["isPostrelease"]!));
            Assert.That(version.IsDevrelease, Is.EqualTo((bool)vector["isDevrelease"]!));
            Assert.That(version.Text, Is.EqualTo(input));
            Assert.That(PythonVersion.Parse(version.ToString()), Is.EqualTo(version));
        }
    }

    [TestCaseSource(nameof(Orders))]
    public void Two_versions_are_ordered_as_the_reference_orders_them(JObject vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var left = PythonVersion.Parse((string)vector["a"]!);
        var right = PythonVersion.Parse((string)vector["b"]!);
        var order = (int)vector["order"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Math.Sign(left.CompareTo(right)), Is.EqualTo(order));
            Assert.That(Math.Sign(right.CompareTo(left)), Is.EqualTo(-order));
            Assert.That(left < right, Is.EqualTo(order < 0));
            Assert.That(left <= right, Is.EqualTo(order <= 0));
            Assert.That(left > right, Is.EqualTo(order > 0));
            Assert.That(left >= right, Is.EqualTo(order >= 0));
            Assert.That(left == right, Is.EqualTo(order == 0));
            Assert.That(left != right, Is.EqualTo(order != 0));
            Assert.That(left.GetHashCode() == right.GetHashCode(), Is.EqualTo(order == 0));
        }
    }

    private static BigInteger? Number(JToken? number) =>
        (string?)number is { } text ? BigInteger.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Pre(JToken? pre) => pre is JArray { Count: 2 } pair ? $"{pair[0]}{pair[1]}" : null;
}
