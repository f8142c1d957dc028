using Cake.Core;
using Cake.Core.Configuration;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Tools.Docker;
using FileSystem = Cake.Core.IO.FileSystem;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class OptionTables
{
    private static readonly string Repository = RepositoryRoot.Above(AppContext.BaseDirectory);

    [Test]
    public void Every_task_that_an_option_names_is_there()
    {
        var tasks = ReferenceText.Tasks.Select(task => task.Name);
        Assert.That(OptionTable.All.SelectMany(option => option.Tasks).Distinct(), Is.SubsetOf(tasks));
    }

    [Test]
    public void The_builder_that_is_described_is_of_the_one_driver_that_builds_vllm()
    {
        var builder = new BuildXBuilder("farm", "docker", null, null);
        Assert.That(builder.SeesImages);
        Assert.That(
            OptionTable.Get("builder").Description,
            Does.Contain($"for vLLM one of the driver {builder.Driver}").And.Not.Contain("cluster")
        );
    }

    [Test]
    public void The_repositorys_settings_are_the_built_in_values()
    {
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var configuration = new CakeConfigurationProvider(new FileSystem(), environment).CreateConfiguration(
            Repository,
            new Dictionary<string, string>()
        );
        var differing = OptionTable
            .All.Where(option =>
                configuration.GetValue(option.ConfigurationKey) is { } set && set != string.Join(';', option.Default)
            )
            .Select(option => option.Name);
        Assert.That(differing, Is.Empty);
        Assert.That(configuration.GetValue("Wheelhouse_VersionPolicy"), Is.EqualTo("release"));
    }
}
