namespace Wheelhouse.Tests;

public sealed class SecretTexts
{
    [TestCase("https://user:password@host/simple", "https://***@host/simple")]
    [TestCase(
        "pip --index-url 'https://user:password@host/simple' torch",
        "pip --index-url 'https://***@host/simple' torch"
    )]
    [TestCase("https://token@host", "https://***@host")]
    [TestCase("git+https://user:p@ss@host/x.git", "git+https://***@host/x.git")]
    [TestCase("https://user:p:q%40@host https://a:b@c", "https://***@host https://***@c")]
    [TestCase("https://host/x?token=abc&page=2", "https://host/x?token=***&page=2")]
    [TestCase(
        "https://host/x?X-Amz-Credential=AB%2F&X-Amz-Signature=12#sha256=ab",
        "https://host/x?X-Amz-Credential=***&X-Amz-Signature=***#sha256=ab"
    )]
    [TestCase("https://host/x?sv=1&sig=ab%3D", "https://host/x?sv=1&sig=***")]
    public void A_secret_is_hidden_wherever_its_url_stands(string text, string expected) =>
        Assert.That(Secrets.Mask(text), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("https://host/simple/torch/#sha256=abc")]
    [TestCase("https://host/@scope/name")]
    [TestCase("see https://host and write to someone@host")]
    [TestCase("user:password@host")]
    [TestCase("--token=abc")]
    public void A_text_without_such_a_url_stays(string text) => Assert.That(Secrets.Mask(text), Is.EqualTo(text));

    [Test]
    public void What_is_kept_is_hidden_from_then_on_and_short_texts_are_not()
    {
        Secrets.Keep("https://hooks.example.org/services/T1/kept-token", "kept-token-x", "short");
        Assert.That(
            Secrets.Mask("post https://hooks.example.org/services/T1/kept-token: kept-token-x is short"),
            Is.EqualTo("post ***: *** is short")
        );
    }

    [TestCase("AWS_SECRET_ACCESS_KEY", ExpectedResult = true)]
    [TestCase("github_token", ExpectedResult = true)]
    [TestCase("NPM_PASSWD", ExpectedResult = true)]
    [TestCase("GOOGLE_CREDENTIALS", ExpectedResult = true)]
    [TestCase("SCCACHE_S3_NO_CREDENTIALS", ExpectedResult = false)]
    [TestCase("PYTORCH_ROCM_ARCH", ExpectedResult = false)]
    [TestCase("MONKEY", ExpectedResult = false)]
    [TestCase("https://host/x?token", ExpectedResult = false)]
    public bool A_name_says_that_its_value_is_secret(string name) => Secrets.IsNameOfOne(name);
}
