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

    [Test]
    public void A_secret_comes_from_the_environment_and_is_never_shown()
    {
        var options = new OptionsGiven().Variable("CAKE_WHEELHOUSE_NOTIFYURL", "https://host/hook/abc").Read();
        Assert.That(options.NotifyUrl, Is.EqualTo(new Uri("https://host/hook/abc")));
        Assert.That(
            options.ToString(),
            Does.Contain("notify-url = *** (CAKE_WHEELHOUSE_NOTIFYURL)").And.Not.Contain("abc")
        );
    }

    [Test]
    public void A_secret_is_taken_neither_from_an_argument_nor_from_cake_config()
    {
        const string refusal =
            "--notify-url is a secret: arguments and cake.config can be read by others; set CAKE_WHEELHOUSE_NOTIFYURL";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(OptionsGiven.ProblemsOf(("notify-url", "https://host/hook/abc")), Is.EqualTo([refusal]));
            Assert.That(
                new OptionsGiven().Setting("Wheelhouse_NotifyUrl", "https://host/hook/abc").Problems(),
                Is.EqualTo([refusal])
            );
        }
    }

    [TestCase("http://host/hook/abc")]
    [TestCase("https://user:abc@host/hook")]
    [TestCase("https://host/hook#abc")]
    [TestCase("hook/abc")]
    public void A_webhook_that_would_give_its_secret_away_is_refused_without_showing_it(string url) =>
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_NOTIFYURL", url).Problems(),
            Is.EqualTo([
                "CAKE_WHEELHOUSE_NOTIFYURL=***: an https URL without user and fragment is needed, or http to this machine; it is written CAKE_WHEELHOUSE_NOTIFYURL=URL",
            ])
        );

    [Test]
    public void A_rehearsal_tells_nobody() =>
        Assert.That(
            new OptionsGiven()
                .With(("target", "rehearse"))
                .Variable("CAKE_WHEELHOUSE_NOTIFYURL", "https://host/hook/abc")
                .Read()
                .NotifyUrl,
            Is.Null
        );
}
