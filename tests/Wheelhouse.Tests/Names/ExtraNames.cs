using Wheelhouse.Names;

namespace Wheelhouse.Tests.Names;

public sealed class ExtraNames
{
    [Test]
    public void Spellings_of_one_extra_are_equal() =>
        Assert.That(ExtraName.Parse("Dev_Tools"), Is.EqualTo(ExtraName.Parse("dev.tools")));

    [TestCase("")]
    [TestCase("dev tools")]
    [TestCase("[dev]")]
    [TestCase("_dev")]
    public void Other_texts_are_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ExtraName.TryParse(text, out _), Is.False);
            Assert.That(() => ExtraName.Parse(text), Throws.TypeOf<InvalidExtraNameException>());
        }
    }
}
