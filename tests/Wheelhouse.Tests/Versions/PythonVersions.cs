using System.Numerics;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Versions;

public sealed class PythonVersions
{
    private const int Megabyte = 1 << 20;

    private static readonly string[] Ordered =
    [
        "0.dev0",
        "0",
        "0.0.1",
        "1.0.dev1",
        "1.0.dev10+x",
        "1.0a0.dev0",
        "1.0a1.dev5",
        "1.0a1",
        "1.0a1.post0.dev1",
        "1.0a1.post0",
        "1.0a2",
        "1.0b1",
        "1.0rc1",
        "1.0",
        "1.0+a",
        "1.0+a.b",
        "1.0+b",
        "1.0+rocm10",
        "1.0+rocm7",
        "1.0+0",
        "1.0+0.a",
        "1.0+9",
        "1.0+10",
        "1.0.post1.dev1",
        "1.0.post1",
        "1.0.post10",
        "1.0.1",
        "1.1",
        "1.10",
        "2025.1",
        "1!0.1.dev0",
        "1!0.1",
    ];

    private static IEnumerable<TestCaseData> Neighbours() =>
        Ordered.Zip(Ordered.Skip(1), (earlier, later) => new TestCaseData(earlier, later));

    [TestCaseSource(nameof(Neighbours))]
    public void Earlier_sorts_before_later(string earlier, string later) =>
        Assert.That(PythonVersion.Parse(earlier), Is.LessThan(PythonVersion.Parse(later)));

    [TestCase("1", "1.0.0")]
    [TestCase("v1.0", "1")]
    [TestCase("1.0-1", "1.post1")]
    [TestCase("1.0r", "1.0.post0")]
    [TestCase("1.0c1", "1.0rc1")]
    [TestCase("1.0-PREVIEW_2", "1.0rc2")]
    [TestCase("1.0alpha", "1.0a0")]
    [TestCase("1.0+Ubuntu-01_X", "1+ubuntu.1.x")]
    [TestCase("0!01.00", "1")]
    [TestCase(" \t1.0\r\n", "1.0")]
    public void Spellings_of_one_version_are_equal(string text, string other)
    {
        var (left, right) = (PythonVersion.Parse(text), PythonVersion.Parse(other));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(left, Is.EqualTo(right));
            Assert.That(left.GetHashCode(), Is.EqualTo(right.GetHashCode()));
            Assert.That(left.Text, Is.EqualTo(text));
        }
    }

    [Test]
    public void A_version_is_told_in_its_parts()
    {
        var version = PythonVersion.Parse("1!2.9.0a1.post2.dev3+Git-007");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(version.Epoch, Is.EqualTo(BigInteger.One));
            Assert.That(version.Release, Is.EqualTo(new BigInteger[] { 2, 9, 0 }));
            Assert.That(version.Pre, Is.EqualTo(new PreRelease("a", 1)));
            Assert.That(version.Post, Is.EqualTo(new BigInteger(2)));
            Assert.That(version.Dev, Is.EqualTo(new BigInteger(3)));
            Assert.That(version.Local, Is.EqualTo("git.7"));
            Assert.That($"{version}", Is.EqualTo("1!2.9.0a1.post2.dev3+git.7"));
            Assert.That($"{version.Public}", Is.EqualTo("1!2.9.0a1.post2.dev3"));
            Assert.That($"{version.BaseVersion}", Is.EqualTo("1!2.9.0"));
        }
    }

    [Test]
    public void Derived_versions_have_their_normal_form_as_text()
    {
        var version = PythonVersion.Parse("V1.00+X");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(version.Public.Text, Is.EqualTo("1.0"));
            Assert.That(version.Normalized.Text, Is.EqualTo("1.0+x"));
            Assert.That(version.Normalized, Is.EqualTo(version));
        }
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("v")]
    [TestCase("vv1")]
    [TestCase("1.")]
    [TestCase(".1")]
    [TestCase("1..2")]
    [TestCase("1 .0")]
    [TestCase("1.0 2")]
    [TestCase("1!")]
    [TestCase("!1")]
    [TestCase("1!2!3")]
    [TestCase("-1")]
    [TestCase("1.0-")]
    [TestCase("1.0--1")]
    [TestCase("1.0a1a2")]
    [TestCase("1.0dev1a1")]
    [TestCase("1.0post1-1")]
    [TestCase("1.0+")]
    [TestCase("1.0+a+b")]
    [TestCase("1.0+a..b")]
    [TestCase("1.0+a_")]
    [TestCase("1.0+\u00e9")]
    [TestCase("1.\u0661")]
    [TestCase("1.0po\u017ft1")]
    [TestCase("1.0.*")]
    [TestCase("1.0\0")]
    [TestCase("latest")]
    public void Other_texts_are_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PythonVersion.TryParse(text, out _), Is.False);
            Assert.That(
                () => PythonVersion.Parse(text),
                Throws.TypeOf<InvalidVersionException>().With.Property("What").EndsWith("is no version")
            );
        }
    }

    [Test]
    public void Numbers_have_any_size_that_Python_reads()
    {
        var longest = new string('9', 4300);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PythonVersion.Parse($"{longest}.1").ToString(), Is.EqualTo($"{longest}.1"));
            Assert.That(PythonVersion.Parse("1." + longest) > PythonVersion.Parse("1.18446744073709551616"));
            Assert.That(PythonVersion.TryParse($"1.{longest}9", out _), Is.False);
        }
    }

    private static IEnumerable<TestCaseData> Megabytes()
    {
        yield return new TestCaseData(new string('1', Megabyte)).SetName("{m} of digits");
        yield return new TestCaseData(string.Concat(Enumerable.Repeat("1.", Megabyte / 2))).SetName(
            "{m} of numbers and a dot"
        );
        yield return new TestCaseData("1" + new string('-', Megabyte)).SetName("{m} of separators");
        yield return new TestCaseData("1+" + string.Concat(Enumerable.Repeat("a.", Megabyte / 2))).SetName(
            "{m} of labels and a dot"
        );
        yield return new TestCaseData(new string(' ', Megabyte)).SetName("{m} of blanks");
        yield return new TestCaseData(new string('v', Megabyte)).SetName("{m} of letters");
        yield return new TestCaseData("1" + string.Concat(Enumerable.Repeat("a1", Megabyte / 2))).SetName(
            "{m} of phases"
        );
    }

    [TestCaseSource(nameof(Megabytes))]
    [MaxTime(2000)]
    public void A_megabyte_is_refused_at_once(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PythonVersion.TryParse(text, out _), Is.False);
            Assert.That(
                () => PythonVersion.Parse(text),
                Throws.TypeOf<InvalidVersionException>().With.Message.Length.LessThan(1000)
            );
        }
    }

    [Test]
    [MaxTime(4000)]
    public void A_megabyte_that_is_a_version_is_read_and_compared_at_once()
    {
        var release = PythonVersion.Parse("1" + string.Concat(Enumerable.Repeat(".0", Megabyte / 2)));
        var label = PythonVersion.Parse("1+a" + string.Concat(Enumerable.Repeat(".1", Megabyte / 2)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(release, Is.EqualTo(PythonVersion.Parse("1")));
            Assert.That(label, Is.EqualTo(PythonVersion.Parse(label.ToString())));
        }
    }
}
