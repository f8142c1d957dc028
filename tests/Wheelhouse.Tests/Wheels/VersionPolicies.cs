using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class VersionPolicies
{
    [TestCase("release", "2.9.0a0+git1c57644", "2.9.0")]
    [TestCase("release", "3.4.0+gitf9e5bf54", "3.4.0")]
    [TestCase("release", "0.11.1rc2.dev30+gabc.rocm710", "0.11.1")]
    [TestCase("release", "1!2.0.post3.dev4+local", "1!2.0.post3")]
    [TestCase("release", "1.0rc1.post2", "1.0.post2")]
    [TestCase("release", "26.0.0", "26.0.0")]
    [TestCase("release", "2025.10", "2025.10")]
    [TestCase("public", "2.9.0a0+git1c57644", "2.9.0a0")]
    [TestCase("public", "1!2.0.post3.dev4+local", "1!2.0.post3.dev4")]
    [TestCase("public", "1.0", "1.0")]
    [TestCase("local:rocm7.1", "2.9.0a0+git1c57644", "2.9.0a0+rocm7.1")]
    [TestCase("local:rocm7.1", "2.9.0", "2.9.0+rocm7.1")]
    [TestCase("local:ROCm-7_1", "1!2.9.0", "1!2.9.0+rocm.7.1")]
    [TestCase("keep", "2.9.0a0+git1c57644", "2.9.0a0+git1c57644")]
    public void A_version_becomes(string policy, string before, string after) =>
        Assert.That(VersionPolicy.Parse(policy).Apply(PythonVersion.Parse(before)).ToString(), Is.EqualTo(after));

    [TestCase("")]
    [TestCase("Release")]
    [TestCase("local")]
    [TestCase("local:")]
    [TestCase("local:a+b")]
    [TestCase("local: a")]
    [TestCase("local:a b")]
    [TestCase("local:\u00e9")]
    [TestCase("public ")]
    public void Other_texts_are_refused(string text)
    {
        Assert.That(VersionPolicy.TryParse(text, out _), Is.False);
        Assert.That(
            () => VersionPolicy.Parse(text),
            Throws.TypeOf<InvalidVersionPolicyException>().With.Message.Contains($"\"{text}\"")
        );
    }

    [TestCase("release")]
    [TestCase("public")]
    [TestCase("keep")]
    [TestCase("local:rocm7.1")]
    public void The_text_round_trips(string text)
    {
        var policy = VersionPolicy.Parse(text);
        Assert.That(policy.ToString(), Is.EqualTo(text));
        Assert.That(VersionPolicy.Parse(text), Is.EqualTo(policy));
    }
}
