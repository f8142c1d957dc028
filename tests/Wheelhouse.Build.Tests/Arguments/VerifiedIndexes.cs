namespace Wheelhouse.Build.Tests.Arguments;

public sealed class VerifiedIndexes
{
    [Test]
    public void An_index_given_to_the_verification_alone_is_verified() =>
        Assert.That(
            OptionsGiven.Arguments(("target", "verify-install"), ("index-url", "https://host/simple")).VerifyUrl,
            Is.EqualTo(new Uri("https://host/simple/"))
        );

    [Test]
    public void An_index_that_a_release_resolves_from_is_not_verified() =>
        Assert.That(
            OptionsGiven.Arguments(("target", "Release"), ("index-url", "https://host/simple/")).VerifyUrl,
            Is.Null
        );
}
