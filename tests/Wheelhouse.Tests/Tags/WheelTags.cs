using Wheelhouse.Tags;

namespace Wheelhouse.Tests.Tags;

public sealed class WheelTags
{
    [Test]
    public void A_tag_is_told_in_its_parts()
    {
        var tag = WheelTag.Parse("CP312-abi3-manylinux_2_28_x86_64");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tag.Interpreter, Is.EqualTo("cp312"));
            Assert.That(tag.Abi, Is.EqualTo("abi3"));
            Assert.That(tag.Platform, Is.EqualTo("manylinux_2_28_x86_64"));
            Assert.That($"{tag}", Is.EqualTo("cp312-abi3-manylinux_2_28_x86_64"));
            Assert.That(WheelTag.Parse($"{tag}"), Is.EqualTo(tag));
        }
    }

    [Test]
    public void A_compressed_set_stands_for_every_combination_once() =>
        Assert.That(
            WheelTag.ParseSet("py2.py3.PY3-none-any.linux_x86_64").Select(tag => $"{tag}"),
            Is.EqualTo(["py2-none-any", "py2-none-linux_x86_64", "py3-none-any", "py3-none-linux_x86_64"])
        );

    [TestCase("")]
    [TestCase("py3")]
    [TestCase("py3-none")]
    [TestCase("py3-none-any-x")]
    [TestCase("py3--any")]
    [TestCase("py3.-none-any")]
    [TestCase("3py-none-any")]
    [TestCase("py 3-none-any")]
    public void Other_texts_are_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WheelTag.TryParse(text, out _), Is.False);
            Assert.That(() => WheelTag.Parse(text), Throws.TypeOf<InvalidWheelTagException>());
            Assert.That(WheelTag.TryParseSet(text, out _), Is.False);
            Assert.That(() => WheelTag.ParseSet(text), Throws.TypeOf<InvalidWheelTagException>());
        }
    }

    [Test]
    public void A_set_of_several_is_no_single_tag()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WheelTag.TryParse("py2.py3-none-any", out _), Is.False);
            Assert.That(() => WheelTag.Parse("py2.py3-none-any"), Throws.TypeOf<InvalidWheelTagException>());
        }
    }

    [Test]
    [MaxTime(2000)]
    public void A_set_that_multiplies_without_end_is_refused()
    {
        var many = string.Join('.', Enumerable.Repeat("a", 100_000));
        Assert.That(
            () => WheelTag.ParseSet($"{many}-{many}-{many}"),
            Throws.TypeOf<InvalidWheelTagException>().With.Property("What").Contains("too many tags")
        );
    }
}
