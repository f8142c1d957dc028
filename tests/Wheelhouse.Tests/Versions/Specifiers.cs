using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Versions;

public sealed class Specifiers
{
    private const int Megabyte = 1 << 20;

    [TestCase("==2.9.0", "2.9.0+git1", true)]
    [TestCase("==2.9.0+git1", "2.9.0", false)]
    [TestCase("==2.9.0+git1", "2.9.0+GIT1", true)]
    [TestCase("!=2.9.0", "2.9+git1", false)]
    [TestCase("==2.9.*", "2.9.0a1", true)]
    [TestCase("==2.9.*", "2.9.dev0", true)]
    [TestCase("==2.9.*", "2.10", false)]
    [TestCase("==2.9.*", "1!2.9", false)]
    [TestCase("==1!2.9.*", "1!2.9.post1+x", true)]
    [TestCase("!=2.9.0.*", "2.9", false)]
    [TestCase("~=2.9", "2.10", true)]
    [TestCase("~=2.9", "3.dev0", false)]
    [TestCase("~=2.9.1", "2.9.9.post1", true)]
    [TestCase("~=2.9.1", "2.10", false)]
    [TestCase("~=2.9a1", "2.9a1", true)]
    [TestCase("~=2.9.post1", "2.9", false)]
    [TestCase("<2.9", "2.9a1", false)]
    [TestCase("<2.9", "2.8a1", true)]
    [TestCase("<2.9a2", "2.9a1", true)]
    [TestCase("<2.9.post1", "2.9+x", true)]
    [TestCase("<2.9.post1", "2.9.post1.dev0", false)]
    [TestCase(">2.9", "2.9.post1", false)]
    [TestCase(">2.9", "2.9+git1", false)]
    [TestCase(">2.9", "2.9.0.1", true)]
    [TestCase(">2.9.post1", "2.9.post2", true)]
    [TestCase(">2.9.post1", "2.9.post1+x", false)]
    [TestCase(">2.9a1", "2.9", true)]
    [TestCase(">2.9.dev1", "2.9.dev1+x", false)]
    [TestCase("<=2.9", "2.9+git1", true)]
    [TestCase(">=2.9", "2.9+git1", true)]
    [TestCase("===v2.9", "V2.9", true)]
    [TestCase("===2.9", "2.9.0", false)]
    [TestCase("===any,>=1", "2.9", false)]
    [TestCase("", "2.9a1", true)]
    [TestCase(" , ,>=1,", "2.9", true)]
    public void A_version_is_in_or_out(string specifiers, string version, bool isIn) =>
        Assert.That(SpecifierSet.Parse(specifiers).Contains(PythonVersion.Parse(version)), Is.EqualTo(isIn));

    [Test]
    public void Pre_releases_are_kept_out_on_demand()
    {
        var (set, version) = (SpecifierSet.Parse(">=2.9a1"), PythonVersion.Parse("2.9a2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Contains(version));
            Assert.That(set.Contains(version, allowPrereleases: true));
            Assert.That(set.Contains(version, allowPrereleases: false), Is.False);
            Assert.That(set.Contains(PythonVersion.Parse("2.9"), allowPrereleases: false));
        }
    }

    [TestCase(">=2.9a1", true)]
    [TestCase(">=2.9,<3.dev0", true)]
    [TestCase("===2.9rc1", true)]
    [TestCase("!=2.9a1", false)]
    [TestCase("==2.9.*", false)]
    [TestCase("===latest", false)]
    [TestCase("", false)]
    public void Pre_releases_are_named_or_not(string specifiers, bool areNamed) =>
        Assert.That(SpecifierSet.Parse(specifiers).NamesPrerelease, Is.EqualTo(areNamed));

    [TestCase("==1.0", "== 1")]
    [TestCase(">=1,<2", "<2.0 , >=1.0,>=1")]
    [TestCase("===A", "===A")]
    public void Sets_that_say_the_same_are_equal(string left, string right)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SpecifierSet.Parse(left), Is.EqualTo(SpecifierSet.Parse(right)));
            Assert.That(SpecifierSet.Parse(left).GetHashCode(), Is.EqualTo(SpecifierSet.Parse(right).GetHashCode()));
        }
    }

    [TestCase("~=1.0", "~=1.0.0")]
    [TestCase("==1.0", "===1.0")]
    [TestCase("==1.0.*", "==1.*")]
    [TestCase(">=1", ">=1,<2")]
    public void Sets_that_say_other_things_are_not_equal(string left, string right) =>
        Assert.That(SpecifierSet.Parse(left), Is.Not.EqualTo(SpecifierSet.Parse(right)));

    [Test]
    public void A_set_is_told_in_order_and_each_condition_once()
    {
        var set = SpecifierSet.Parse(" >= 1.0 , !=1.5,>=1,<  2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{set}", Is.EqualTo("!=1.5,<2,>=1"));
            Assert.That(set.Specifiers.Select(one => $"{one}"), Is.EqualTo([">=1.0", "!=1.5", ">=1", "<2"]));
        }
    }

    [TestCase("1.0")]
    [TestCase("=1.0")]
    [TestCase("==")]
    [TestCase("== =1.0")]
    [TestCase("====1.0)")]
    [TestCase("==1.0.*.*")]
    [TestCase("==1.0a1.*")]
    [TestCase("==1.0+x.*")]
    [TestCase("==1.*.0")]
    [TestCase(">=1.0.*")]
    [TestCase("~=1")]
    [TestCase("~=1!1")]
    [TestCase("~=1.0.*")]
    [TestCase("~=1.0+x")]
    [TestCase("<1.0+x")]
    [TestCase(">=1.0 <2")]
    [TestCase(">=1.0;")]
    [TestCase("=== a b")]
    [TestCase(">=\u0661")]
    public void Other_texts_are_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SpecifierSet.TryParse(text, out _), Is.False);
            Assert.That(() => SpecifierSet.Parse(text), Throws.TypeOf<InvalidSpecifierException>());
            Assert.That(Specifier.TryParse(text, out _), Is.False);
            Assert.That(() => Specifier.Parse(text), Throws.TypeOf<InvalidSpecifierException>());
        }
    }

    [Test]
    public void The_piece_at_fault_is_quoted() =>
        Assert.That(
            () => SpecifierSet.Parse(">=1, <2.*"),
            Throws.TypeOf<InvalidSpecifierException>().With.Property("What").EqualTo("\"<2.*\" is no version specifier")
        );

    private static IEnumerable<TestCaseData> Megabytes()
    {
        yield return new TestCaseData(new string('=', Megabyte) + " x y").SetName("{m} of signs");
        yield return new TestCaseData(new string(',', Megabyte) + "x").SetName("{m} of commas");
        yield return new TestCaseData("==" + new string(' ', Megabyte)).SetName("{m} of blanks");
        yield return new TestCaseData("==1" + string.Concat(Enumerable.Repeat(".*", Megabyte / 2))).SetName(
            "{m} of stars"
        );
        yield return new TestCaseData(string.Concat(Enumerable.Repeat(">=1,", Megabyte / 4)) + ">").SetName(
            "{m} of specifiers"
        );
    }

    [TestCaseSource(nameof(Megabytes))]
    [MaxTime(4000)]
    public void A_megabyte_is_refused_at_once(string text) =>
        Assert.That(
            () => SpecifierSet.Parse(text),
            Throws.TypeOf<InvalidSpecifierException>().With.Message.Length.LessThan(1500)
        );
}
