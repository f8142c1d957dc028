using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting.Engine;

/// <summary>
/// Cake's configuration. For one key an argument counts before an environment variable, that before <c>cake.config</c>
/// of the working directory, and that before the host's own settings. The engine itself puts the file before the
/// environment; a variable set for one run is the nearer wish, so it is asked first here.
/// </summary>
internal sealed class HostConfiguration : ICakeConfiguration
{
    private const string Prefix = "CAKE_";
    private readonly ICakeConfiguration configuration;

    public HostConfiguration(
        IEnumerable<CakeSetting> settings,
        IFileSystem fileSystem,
        ICakeEnvironment environment,
        IRemainingArguments remaining
    )
    {
        var nearest = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.GetEnvironmentVariables())
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                nearest[name[Prefix.Length..]] = value;
            }
        }

        foreach (var argument in remaining.Parsed)
        {
            nearest[argument.Key.TrimStart('-')] = argument.FirstOrDefault() ?? string.Empty;
        }

        configuration = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
            environment.WorkingDirectory,
            settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
            nearest
        );
    }

    public string GetValue(string key) => configuration.GetValue(key);
}
