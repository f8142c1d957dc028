namespace Wheelhouse.Build.Tests.Arguments;

public sealed class SecretOptions
{
    [Test]
    public void Options_never_print_a_secret()
    {
        var options = OptionsGiven.Arguments(
            ("index-url", "https://user:password@host/simple"),
            ("find-links", "https://user:password@host/links")
        );
        Assert.That(options.ToString(), Does.Not.Contain("password"));
        Assert.That(options.ToString(), Does.Contain("index-url = https://***@host/simple (--index-url)"));
        Assert.That(options.IndexUrl!.OriginalString, Is.EqualTo("https://user:password@host/simple"));
    }
}
