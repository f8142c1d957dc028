using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class NearestNames
{
    [TestCase("torhc", "torch")]
    [TestCase("torch", "torch torchaudio torchtext")]
    [TestCase("vision", "torchvision")]
    [TestCase("numpy", "")]
    public void Several_are_near_or_hold_the_text(string text, string nearest) =>
        Assert.That(
            string.Join(' ', NearestName.Several(text, ["torchvision", "torch", "torchaudio", "torchtext", "vllm"])),
            Is.EqualTo(nearest)
        );

    private static readonly string[] Known = ["plan", "platform", "port", "python", "python-version"];

    [TestCase("plna", "plan")]
    [TestCase("PLAN", "plan")]
    [TestCase("prot", "port")]
    [TestCase("pyhton", "python")]
    [TestCase("pythonversion", "python-version")]
    [TestCase("plat", "plan")]
    [TestCase("platf", "platform")]
    [TestCase("nonsense", null)]
    [TestCase("p", null)]
    [TestCase("", null)]
    public void The_nearest_of_the_known_names_is_found(string text, string? expected) =>
        Assert.That(NearestName.Of(text, Known), Is.EqualTo(expected));

    [TestCase("", "", 0)]
    [TestCase("abc", "ABC", 0)]
    [TestCase("abc", "", 3)]
    [TestCase("abc", "ab", 1)]
    [TestCase("abc", "axc", 1)]
    [TestCase("abc", "acb", 1)]
    [TestCase("kitten", "sitting", 3)]
    public void A_distance_counts_letters_put_in_left_out_changed_and_swapped(string left, string right, int distance)
    {
        Assert.That(NearestName.Distance(left, right), Is.EqualTo(distance));
        Assert.That(NearestName.Distance(right, left), Is.EqualTo(distance));
    }
}
