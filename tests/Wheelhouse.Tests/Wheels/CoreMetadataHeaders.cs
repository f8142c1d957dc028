using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class CoreMetadataHeaders
{
    private const string Least = "Metadata-Version: 2.4\nName: Torch_Vision\nVersion: 0.24.0a0+98f8b37\n";

    [Test]
    public void Values_become_types()
    {
        var metadata = Parse(
            Least
                + "Summary: Images, d\u00e9j\u00e0 vu\nRequires-Python: >=3.9,!=3.9.7\nProvides-Extra: Test_All\n"
                + "Requires-Dist: torch==2.9.0a0+git1c57644\nRequires-Dist: numpy (>=1.20) ; extra == 'test-all'\n"
        );
        Assert.That(metadata.MetadataVersion, Is.EqualTo("2.4"));
        Assert.That(metadata.Name.Value, Is.EqualTo("torch-vision"));
        Assert.That(metadata.Version.ToString(), Is.EqualTo("0.24.0a0+98f8b37"));
        Assert.That(metadata.Summary, Is.EqualTo("Images, d\u00e9j\u00e0 vu"));
        Assert.That(metadata.RequiresPythonText, Is.EqualTo(">=3.9,!=3.9.7"));
        Assert.That(metadata.RequiresPython!.Specifiers, Has.Count.EqualTo(2));
        Assert.That(metadata.ProvidesExtra.Single().Value, Is.EqualTo("test-all"));
        Assert.That(metadata.RequiresDist.Select(r => r.Name), Is.EqualTo(["torch", "numpy"]));
    }

    [Test]
    public void What_is_not_there_is_null()
    {
        var metadata = Parse(Least);
        Assert.That(metadata.Summary, Is.Null);
        Assert.That(metadata.RequiresPython, Is.Null);
        Assert.That(metadata.RequiresPythonText, Is.Null);
        Assert.That(metadata.RequiresDist, Is.Empty);
    }

    [TestCase("\n")]
    [TestCase("\r\n")]
    public void The_body_is_not_read(string lineEnd)
    {
        var text = Least + "\nVersion: 9\nRequires-Dist: ]broken[\nno header at all\n";
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings(lineEnd));
        var metadata = CoreMetadata.Parse(bytes, "here");
        Assert.That(metadata.Version.ToString(), Is.EqualTo("0.24.0a0+98f8b37"));
        Assert.That(metadata.RequiresDist, Is.Empty);
        Assert.That(metadata.Bytes.ToArray(), Is.EqualTo(bytes));
    }

    [TestCase("\n")]
    [TestCase("\r\n")]
    public void A_folded_value_is_one_line(string lineEnd)
    {
        var text = $"{Least}Requires-Dist: torch\n\t==2.9.0 ;\n sys_platform == 'linux'\n".ReplaceLineEndings(lineEnd);
        Assert.That(
            Parse(text).RequiresDist.Single().ToString(),
            Is.EqualTo("torch==2.9.0; sys_platform == \"linux\"")
        );
    }

    [Test]
    public void Header_names_have_no_case() =>
        Assert.That(Parse("metadata-version: 1.0\nNAME: a\nversion: 1\n").Name.Value, Is.EqualTo("a"));

    [TestCase("1.0")]
    [TestCase("1.2")]
    [TestCase("2.1")]
    [TestCase("2.6")]
    public void Every_version_of_the_standard_is_read(string version) =>
        Assert.That(
            Parse(Least.Replace("2.4", version, StringComparison.Ordinal)).MetadataVersion,
            Is.EqualTo(version)
        );

    [TestCase("")]
    [TestCase("3.0")]
    [TestCase("0.1")]
    [TestCase("2")]
    [TestCase("two.one")]
    public void Another_version_is_refused(string version) =>
        Refused(Least.Replace("2.4", version, StringComparison.Ordinal), "Metadata-Version");

    [TestCase("Metadata-Version: 2.1\nVersion: 1\n", "there is no Name")]
    [TestCase("Metadata-Version: 2.1\nName: a\n", "there is no Version")]
    [TestCase("Name: a\nVersion: 1\n", "there is no Metadata-Version")]
    [TestCase("\nName: a\nVersion: 1\n", "there is no Name")]
    [TestCase(Least + "Version: 1\n", "line 4 is a second Version")]
    [TestCase(Least + "name: b\n", "line 4 is a second Name")]
    [TestCase(
        Least + "License: MIT\nwithout indent\nRequires-Dist: torch\n",
        "line 5 is no header: \"without indent\""
    )]
    [TestCase(" Name: a\n" + Least, "line 1 continues a header")]
    [TestCase("\ufeff" + Least, "line 1 is no header")]
    [TestCase(Least + "Summary: a\rVersion: 9\n", "line 4 holds a carriage return")]
    [TestCase(Least + "Requires-Dist: torch>=2.9.0+git1\n", "line 4, Requires-Dist")]
    [TestCase(Least + "Requires-Dist: torch==2.9.0+git1.*\n", "line 4, Requires-Dist")]
    [TestCase(Least + "Requires-Dist: torch~=2.9.0+git1\n", "line 4, Requires-Dist")]
    [TestCase(Least + "Requires-Python: three\n", "line 4, Requires-Python")]
    [TestCase("Metadata-Version: 2.1\nName: -\nVersion: 1\n", "line 2, Name")]
    [TestCase("Metadata-Version: 2.1\nName: a\nVersion: one\n", "line 3, Version")]
    public void A_fault_is_named_with_its_line(string text, string problem) => Refused(text, problem);

    [Test]
    public void All_faults_are_told_at_once()
    {
        var error = Assert.Throws<InvalidCoreMetadataException>(() =>
            Parse(
                "Metadata-Version: 2.1\nName: a\nVersion: one\nRequires-Dist: ]\nRequires-Dist: b\nRequires-Dist: [\n"
            )
        );
        Assert.That(error!.Problems, Has.Count.EqualTo(3));
    }

    [Test]
    public void Endless_faults_are_told_in_short()
    {
        var error = Assert.Throws<InvalidCoreMetadataException>(() =>
            Parse(Least + string.Concat(Enumerable.Repeat("Requires-Dist: ]\n", 40_000)))
        );
        Assert.That(error!.Problems, Has.Count.EqualTo(40_000));
        Assert.That(error.Message, Has.Length.LessThan(10_000));
    }

    [Test]
    public void Endless_nesting_is_refused()
    {
        var marker = new string('(', 1_000_000) + "python_version > '3'" + new string(')', 1_000_000);
        Refused($"{Least}Requires-Dist: torch; {marker}\n", "line 4, Requires-Dist");
    }

    private static void Refused(string text, string problem)
    {
        var error = Assert.Throws<InvalidCoreMetadataException>(() => Parse(text));
        Assert.That(error!.Message, Does.Contain(problem).And.Contains("at: here"));
    }

    private static CoreMetadata Parse(string text) => CoreMetadata.Parse(Encoding.UTF8.GetBytes(text), "here");
}
