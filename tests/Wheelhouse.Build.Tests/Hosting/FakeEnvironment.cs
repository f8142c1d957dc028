using Cake.Core;
using Cake.Core.IO;

namespace Wheelhouse.Build.Tests.Hosting;

/// <summary>An environment with the given variables and no others.</summary>
internal sealed class FakeEnvironment : ICakeEnvironment
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public DirectoryPath WorkingDirectory { get; set; } = Environment.CurrentDirectory;

    public DirectoryPath UserHomeDirectory => "/home/user";

    public DirectoryPath ApplicationRoot => "/application";

    public ICakePlatform Platform { get; } = new CakePlatform();

    public ICakeRuntime Runtime { get; } = new CakeRuntime();

    public DirectoryPath GetSpecialPath(SpecialPath path) => "/special";

    public string? GetEnvironmentVariable(string variable) => Variables.GetValueOrDefault(variable);

    public IDictionary<string, string> GetEnvironmentVariables() => new Dictionary<string, string>(Variables);
}
