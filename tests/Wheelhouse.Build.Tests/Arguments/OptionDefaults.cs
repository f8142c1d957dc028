using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class OptionDefaults
{
    [Test]
    public void Without_any_wish_a_run_has_complete_options()
    {
        var options = OptionsGiven.Arguments();
        Assert.Multiple(() =>
        {
            Assert.That(options.Artifacts, Is.EqualTo("/repository/artifacts"));
            Assert.That(options.BaseWheels, Is.Null);
            Assert.That(options.VllmWheel, Is.Null);
            Assert.That(options.Wheels, Is.Null);
            Assert.That(options.Output, Is.Null);
            Assert.That(options.VersionPolicy.ToString(), Is.EqualTo("release"));
            Assert.That(options.IndexUrl, Is.Null);
            Assert.That(options.ExtraIndexUrls, Is.Empty);
            Assert.That(options.FindLinks, Is.Empty);
            Assert.That(options.NoIndex, Is.False);
            Assert.That(options.OnlyBinary, Is.EqualTo(":none:"));
            Assert.That(options.Python, Is.EqualTo("python3"));
            Assert.That(options.PythonVersion, Is.Null);
            Assert.That(options.Platform, Is.Null);
            Assert.That(options.Deny, Is.EqualTo(new[] { "nvidia-*", "pytorch-cuda" }));
            Assert.That(options.Roots.Select(root => root.ToString()), Is.EqualTo(new[] { "vllm" }));
            Assert.That(options.Store.ToString(), Is.EqualTo("file:///repository/artifacts/store"));
            Assert.That(options.Channel.Name, Is.EqualTo("main"));
            Assert.That(options.VerifyImports, Is.Empty);
            Assert.That(options.Port, Is.EqualTo(8080));
            Assert.That(options.Plan || options.Json || options.Provision || options.IsRehearsal, Is.False);
            Assert.That(options.TestFilter, Is.Null);
        });
    }

    [Test]
    public void The_repository_s_settings_deny_what_is_denied_without_them()
    {
        var settings = File.ReadAllLines(Path.Join(RepositoryRoot.Above(AppContext.BaseDirectory), "cake.config"));
        Assert.That(settings, Does.Contain("Deny=" + string.Join(';', OptionTable.Get("deny").Default)));
    }

    [Test]
    public void Names_of_an_option_follow_from_one_another()
    {
        var option = OptionTable.Get("extra-index-url");
        Assert.Multiple(() =>
        {
            Assert.That(option.Usage, Is.EqualTo("--extra-index-url=URL"));
            Assert.That(option.EnvironmentVariable, Is.EqualTo("CAKE_WHEELHOUSE_EXTRAINDEXURL"));
            Assert.That(option.ConfigurationKey, Is.EqualTo("Wheelhouse_ExtraIndexUrl"));
        });
    }

    [Test]
    public void No_two_options_share_a_name() =>
        Assert.That(OptionTable.All.Select(option => option.EnvironmentVariable), Is.Unique);

    [Test]
    public void An_option_that_is_not_in_the_table_is_a_mistake_of_the_program() =>
        Assert.Throws<KeyNotFoundException>(() => OptionTable.Get("nonsense"));
}
