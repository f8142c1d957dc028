namespace Wheelhouse.Build.Tests.Arguments;

public sealed class Gates
{
    [TestCase("Release", ExpectedResult = true)]
    [TestCase("rehearse", ExpectedResult = true)]
    [TestCase("Default", ExpectedResult = false)]
    public bool A_release_tries_its_pages_and_a_publish_alone_does_not(string target) =>
        OptionsGiven.Arguments(("target", target)).InstallGate;

    [TestCase("Release", "none", ExpectedResult = false)]
    [TestCase("Default", "install", ExpectedResult = true)]
    public bool Whoever_says_so_decides(string target, string gate) =>
        OptionsGiven.Arguments(("target", target), ("gate", gate)).InstallGate;

    [Test]
    public void Another_gate_is_refused() =>
        Assert.That(
            OptionsGiven.ProblemsOf(("gate", "instal")),
            Has.One.EqualTo("--gate=instal: install or none is needed; it is written --gate=install|none")
        );
}
