namespace Wheelhouse.Tests;

public sealed class CountedThings
{
    [TestCase(0, "0 wheels")]
    [TestCase(1, "1 wheel")]
    [TestCase(2, "2 wheels")]
    [TestCase(1000, "1000 wheels")]
    public void One_is_singular(long number, string text) => Assert.That(Counted.Of(number, "wheel"), Is.EqualTo(text));

    [TestCase(1, "1 thing is")]
    [TestCase(3, "3 things are")]
    public void Several_may_have_words_of_their_own(long number, string text) =>
        Assert.That(Counted.Of(number, "thing is", "things are"), Is.EqualTo(text));
}
