using Newtonsoft.Json.Linq;
using Wheelhouse.Names;
using Wheelhouse.Versions;
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

    [Test]
    public void A_file_name_is_told_in_its_parts()
    {
        var name = WheelFileName.Parse("Zope.Interface-1!2.0-01b-py2.py3-none-any.whl");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(name.NameText, Is.EqualTo("Zope.Interface"));
            Assert.That(name.Project, Is.EqualTo(ProjectName.Parse("zope-interface")));
            Assert.That(name.VersionText, Is.EqualTo("1!2.0"));
            Assert.That(name.Build, Is.EqualTo("01b"));
            Assert.That(name.TagText, Is.EqualTo("py2.py3-none-any"));
            Assert.That(name.Tags, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public void Letters_become_small_as_in_Python() =>
        Assert.That(
            WheelFileName.Parse("\u0130x-1.0-py3-NONE-w\u0130n.whl").Tags.Single().ToString(),
            Is.EqualTo("py3-none-wi\u0307n")
        );

    [TestCase("torch-2.9.0a0+git1c57644-cp312-cp312-linux_x86_64.whl", "torch-2.9.0-cp312-cp312-linux_x86_64.whl")]
    [TestCase("Foo_Bar-v1-1x-PY2.py3-none-any.whl", "Foo_Bar-2.9.0-1x-PY2.py3-none-any.whl")]
    public void Another_version_leaves_all_else_as_written(string text, string renamed)
    {
        var name = WheelFileName.Parse(text).WithVersion(PythonVersion.Parse("V2.9.00"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{name}", Is.EqualTo(renamed));
            Assert.That(name, Is.EqualTo(WheelFileName.Parse(renamed)));
        }
    }

    [TestCase("torch-2.9.0-cp312-cp312-linux_x86_64", "does not end in .whl")]
    [TestCase("torch-2.9.0-cp312-cp312-linux_x86_64.WHL", "does not end in .whl")]
    [TestCase("torch-2.9.0.whl", "2 parts")]
    [TestCase("a-b-torch-2.9.0-cp312-cp312-linux.whl", "7 parts")]
    [TestCase("-2.9.0-py3-none-any.whl", "project's name")]
    [TestCase("to__rch-2.9.0-py3-none-any.whl", "project's name")]
    [TestCase("to/rch-2.9.0-py3-none-any.whl", "project's name")]
    [TestCase("..\\torch-2.9.0-py3-none-any.whl", "project's name")]
    [TestCase("torch-latest-py3-none-any.whl", "\"latest\" is no version")]
    [TestCase("torch-2.9.0-b1-py3-none-any.whl", "build tag \"b1\"")]
    [TestCase("torch-2.9.0-py3--any.whl", "no set of tags")]
    public void Other_texts_are_refused_with_the_reason(string text, string reason) =>
        Assert.That(
            () => WheelFileName.Parse(text),
            Throws.TypeOf<InvalidWheelFileNameException>().With.Property("What").Contains(reason)
        );

    private static IEnumerable<TestCaseData> Megabytes()
    {
        const int Megabyte = 1 << 20;
        yield return new TestCaseData(new string('-', Megabyte) + ".whl").SetName("{m} of dashes");
        yield return new TestCaseData(new string('_', Megabyte) + "-1-py3-none-any.whl").SetName("{m} of a name");
        yield return new TestCaseData($"a-1-{new string('1', Megabyte)}-py3-none-any.whl").SetName(
            "{m} of a build tag"
        );
        yield return new TestCaseData($"a-1-py3-none-{new string('.', Megabyte)}.whl").SetName("{m} of dots");
    }

    [TestCaseSource(nameof(Megabytes))]
    [MaxTime(2000)]
    public void A_megabyte_is_refused_at_once(string text) =>
        Assert.That(
            () => WheelFileName.Parse(text),
            Throws.TypeOf<InvalidWheelFileNameException>().With.Message.Length.LessThan(1500)
        );

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
