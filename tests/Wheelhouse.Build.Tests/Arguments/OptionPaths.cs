namespace Wheelhouse.Build.Tests.Arguments;

public sealed class OptionPaths
{
    [TestCase("wheels", "/caller/wheels")]
    [TestCase("../wheels/", "/wheels")]
    [TestCase("/absolute/wheels", "/absolute/wheels")]
    [TestCase("with space", "/caller/with space")]
    public void A_path_of_an_argument_counts_from_the_caller(string text, string expected) =>
        Assert.That(OptionsGiven.Arguments(("wheels", text)).Wheels, Is.EqualTo(expected));

    [Test]
    public void A_path_of_a_variable_counts_from_the_caller() =>
        Assert.That(
            new OptionsGiven().Variable("CAKE_WHEELHOUSE_WHEELS", "wheels").Read().Wheels,
            Is.EqualTo("/caller/wheels")
        );

    [Test]
    public void A_path_of_a_setting_counts_from_the_folder_of_the_settings() =>
        Assert.That(
            new OptionsGiven().Setting("Wheelhouse_Wheels", "wheels").Read().Wheels,
            Is.EqualTo("/configured/wheels")
        );

    [Test]
    public void The_store_s_default_follows_the_artifacts() =>
        Assert.That(
            OptionsGiven.Arguments(("artifacts", "out put")).Store.ToString(),
            Is.EqualTo("file:///caller/out%20put/store")
        );

    [TestCase("links", "/caller/links")]
    [TestCase("https://host/links", "https://host/links")]
    [TestCase("file:///links", "file:///links")]
    public void Find_links_takes_folders_and_urls(string text, string expected) =>
        Assert.That(OptionsGiven.Arguments(("find-links", text)).FindLinks, Is.EqualTo(new[] { expected }));

    [TestCase("python3.12", "python3.12")]
    [TestCase("./venv/bin/python", "/caller/venv/bin/python")]
    public void A_python_is_a_name_or_a_path(string text, string expected) =>
        Assert.That(OptionsGiven.Arguments(("python", text)).Python, Is.EqualTo(expected));

    [TestCase("/")]
    [TestCase("/repository")]
    [TestCase("/repository/../repository/")]
    public void Artifacts_need_a_folder_that_Clean_may_empty(string folder) =>
        Assert.That(OptionsGiven.ProblemsOf(("artifacts", folder)), Has.One.Contains("a folder of its own is needed"));

    [Test]
    public void Artifacts_may_lie_anywhere_else() =>
        Assert.That(
            OptionsGiven.Arguments(("artifacts", "/repository-of-others")).Artifacts,
            Is.EqualTo("/repository-of-others")
        );
}
