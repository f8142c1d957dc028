using Wheelhouse.Requirements;

namespace Wheelhouse.Tests.Requirements;

public sealed class RequirementTexts
{
    private const int Megabyte = 1 << 20;

    [TestCase("torch", "torch")]
    [TestCase(" Torch [ b , A_x ] ( >= 2.9 , < 3 ) ; os.name=='posix' ", "Torch[a-x,b]<3,>=2.9; os_name == \"posix\"")]
    [TestCase("a>=1,", "a>=1")]
    [TestCase("a()", "a")]
    [TestCase("a[]", "a")]
    [TestCase("a ===1.0,>=1", "a===1.0,>=1")]
    [TestCase("a @ https://x/y;z ; extra=='Q'", "a @ https://x/y;z ; extra == \"q\"")]
    [TestCase("a@b", "a @ b")]
    [TestCase("x_;os_name=='nt'", "x_; os_name == \"nt\"")]
    public void A_requirement_is_told_in_normal_form(string text, string normal)
    {
        var requirement = Requirement.Parse(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{requirement}", Is.EqualTo(normal));
            Assert.That(Requirement.Parse(normal), Is.EqualTo(requirement));
            Assert.That(Requirement.Parse(normal).GetHashCode(), Is.EqualTo(requirement.GetHashCode()));
        }
    }

    [Test]
    public void Each_specifier_has_its_place_in_the_text()
    {
        const string Text = "  torch[x] ( == 2.9.0a0+git1 ,~=2.9,  ===a,!=2.9.1 ) ; os_name == '==1'";
        var spans = Requirement.Parse(Text).SpecifierSpans;
        Assert.That(
            spans.Select(span => Text.Substring(span.Start, span.Length)),
            Is.EqualTo(["== 2.9.0a0+git1", "~=2.9", "===a", "!=2.9.1"])
        );
    }

    [TestCase("", "name of a project")]
    [TestCase("-a", "name of a project")]
    [TestCase("a-", "name of a project")]
    [TestCase("\u00e9", "name of a project")]
    [TestCase("a\n", "';' or the end")]
    [TestCase("a b", "';' or the end")]
    [TestCase("a >=1 <2", "',' or ';' or the end")]
    [TestCase("a >=1, x", "',' or ';' or the end")]
    [TestCase("a 1.0", "';' or the end")]
    [TestCase("a >=1.*", "'.*' goes with")]
    [TestCase("a ==1a1.*", "'.*' goes with")]
    [TestCase("a ==1.*.*", "'.*' goes with")]
    [TestCase("a <1+x", "local label")]
    [TestCase("a ===1,foo", "\"foo\" is no version specifier")]
    [TestCase("a (>=1", "bracket of the specifiers")]
    [TestCase("a >=1)", "',' or ';' or the end")]
    [TestCase("a[", "bracket of the extras")]
    [TestCase("a[x", "bracket of the extras")]
    [TestCase("a[x y]", "bracket of the extras")]
    [TestCase("a[x,]", "name of an extra")]
    [TestCase("a[,x]", "bracket of the extras")]
    [TestCase("a @", "URL is expected")]
    [TestCase("a @ u v", "';' or the end")]
    [TestCase("a @ u >=1", "';' or the end")]
    [TestCase("a;", "variable or a quoted text")]
    [TestCase("a; os_name == 'x' b", "'and', 'or' or the end")]
    [TestCase("a; os_name == 'x'; os_name == 'y'", "'and', 'or' or the end")]
    public void Other_texts_are_refused_with_the_reason(string text, string reason)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Requirement.TryParse(text, out _), Is.False);
            Assert.That(
                () => Requirement.Parse(text),
                Throws.TypeOf<InvalidRequirementException>().With.Property("What").Contains(reason)
            );
        }
    }

    [Test]
    public void The_place_of_the_fault_is_told() =>
        Assert.That(
            () => Requirement.Parse("a >=1; os_name = 'x'"),
            Throws.TypeOf<InvalidRequirementException>().With.Property("Where").EqualTo("requirement, character 16")
        );

    private static IEnumerable<TestCaseData> Megabytes()
    {
        yield return new TestCaseData(new string('a', Megabyte) + "-").SetName("{m} of a name");
        yield return new TestCaseData("a[" + string.Concat(Enumerable.Repeat("b,", Megabyte / 2))).SetName(
            "{m} of extras"
        );
        yield return new TestCaseData("a " + new string('(', Megabyte)).SetName("{m} of brackets");
        yield return new TestCaseData("a " + new string(' ', Megabyte) + "!").SetName("{m} of blanks");
        yield return new TestCaseData("a ===" + new string(',', Megabyte) + "x").SetName("{m} of commas");
        yield return new TestCaseData("a ==1" + new string('0', Megabyte)).SetName("{m} of digits");
        yield return new TestCaseData("a; " + new string('(', Megabyte)).SetName("{m} of nested markers");
        yield return new TestCaseData("a; '" + new string('x', Megabyte)).SetName("{m} of an open quote");
    }

    [TestCaseSource(nameof(Megabytes))]
    [MaxTime(4000)]
    public void A_megabyte_is_refused_at_once(string text) =>
        Assert.That(
            () => Requirement.Parse(text),
            Throws.TypeOf<InvalidRequirementException>().With.Message.Length.LessThan(1500)
        );
}
