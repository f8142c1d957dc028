using Cake.Core;
using Cake.Core.Configuration;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Tests.Hosting;

namespace Wheelhouse.Build.Tests.Arguments;

/// <summary>What a run is given, from every source; reads options from it.</summary>
/// <param name="tasks">Tasks that are there besides the usual ones.</param>
internal sealed class OptionsGiven(params string[] tasks)
{
    private static readonly string[] Tasks =
    [
        "Audit-Closure",
        "Clean",
        "Default",
        "Release",
        "Rehearse",
        "Verify-Install",
    ];
    private readonly List<(string Name, string? Value)> arguments = [];
    private readonly FakeEnvironment environment = new();
    private readonly Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The options of a run that is given these arguments alone.</summary>
    public static Options Arguments(params (string Name, string? Value)[] given) =>
        new OptionsGiven().With(given).Read();

    /// <summary>The problems of a run that is given these arguments alone.</summary>
    public static IReadOnlyList<string> ProblemsOf(params (string Name, string? Value)[] given) =>
        new OptionsGiven().With(given).Problems();

    public OptionsGiven With(params (string Name, string? Value)[] given)
    {
        arguments.AddRange(given);
        return this;
    }

    public OptionsGiven Variable(string name, string value)
    {
        environment.Variables[name] = value;
        return this;
    }

    public OptionsGiven Setting(string key, string value)
    {
        settings[key] = value;
        return this;
    }

    public Options Read() =>
        OptionsReader.Read(
            new CakeArguments(
                arguments.ToLookup(given => given.Name, given => given.Value!, StringComparer.OrdinalIgnoreCase)
            ),
            environment,
            new CakeConfiguration(settings),
            new StartFolders("/caller", "/configured", "/repository"),
            [.. Tasks, .. tasks]
        );

    public IReadOnlyList<string> Problems()
    {
        var refusal = Assert.Throws<RefusedArgumentsException>(() => Read());
        return refusal!.Problems;
    }
}
