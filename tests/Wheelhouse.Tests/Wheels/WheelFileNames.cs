using Newtonsoft.Json.Linq;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class WheelFileNames
{
    private static IEnumerable<TestCaseData> Lines() => VectorLines.Of("wheel-filenames.jsonl", "input");

    [TestCaseSource(nameof(Lines))]
    public void A_file_name_is_read_as_the_reference_reads_it(JObject vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var text = (string)vector["input"]!;
        var isFileName = WheelFileName.TryParse(text, out var fileName);
        Assert.That(isFileName, Is.EqualTo((bool)vector["valid"]!));
        if (!isFileName)
        {
            Assert.That(() => WheelFileName.Parse(text), Throws.TypeOf<InvalidWheelFileNameException>());
            return;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fileName!.Project.Value, Is.EqualTo((string?)vector["name"]));
            Assert.That(fileName.Version.ToString(), Is.EqualTo((string?)vector["version"]));
            Assert.That(Build(fileName.Build), Is.EqualTo(vector["build"]!.Select(part => (string?)part)));
            Assert.That(
                fileName.Tags.Select(tag => tag.ToString()),
                Is.EquivalentTo(vector["tags"]!.Select(tag => (string?)tag))
            );
            Assert.That(fileName.ToString(), Is.EqualTo(text));
        }
    }

    /// <summary>The reference splits a build tag into its number and the rest.</summary>
    private static string[] Build(string? build)
    {
        if (build is null)
        {
            return [];
        }

        var digits = build.TakeWhile(char.IsAsciiDigit).Count();
        var number = build[..digits].TrimStart('0');
        return [number.Length == 0 ? "0" : number, build[digits..]];
    }
}
