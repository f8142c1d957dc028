using Cake.Core;

namespace Wheelhouse.Build.Arguments;

/// <summary>
/// Finds the names on the command line and in the environment that nobody knows. Cake hands unknown arguments to the
/// build, which would otherwise take no notice: a mistyped <c>--plna</c> would publish.
/// </summary>
internal static class UnknownNames
{
    // Cake's own, as its command line and its configuration know them; what it understood itself is not handed on.
    private static readonly string[] OfCake =
    [
        "target",
        "verbosity",
        "description",
        "tree",
        "dryrun",
        "exclusive",
        "version",
        "info",
        "help",
        "working",
    ];
    private static readonly string[] PrefixesOfCake = ["paths_", "nuget_", "settings_"];

    /// <summary>What is wrong with the names of a run.</summary>
    /// <param name="arguments">The command line's arguments.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="tasks">The tasks there are.</param>
    /// <returns>One line for each name that nobody knows.</returns>
    public static IEnumerable<string> Problems(
        ICakeArguments arguments,
        ICakeEnvironment environment,
        IReadOnlyCollection<string> tasks
    )
    {
        foreach (var problem in OfTargets(arguments.GetArguments("target"), tasks))
        {
            yield return problem;
        }

        string[] known = [.. OptionTable.All.Select(option => option.Name), .. OfCake];
        foreach (var name in arguments.GetArguments().Keys.Where(name => !IsKnown(name, known)))
        {
            var argument = name.Length == 1 ? $"-{name}" : $"--{name}";
            yield return $"there is no argument {argument}" + Suggestion(name, known, "--");
        }

        var variables = environment
            .GetEnvironmentVariables()
            .Keys.Where(variable =>
                variable.StartsWith(OptionDefinition.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
                && !OptionTable.All.Any(option => option.IsEnvironmentVariable(variable))
            );
        foreach (var variable in variables.Order(StringComparer.Ordinal))
        {
            yield return $"the environment variable {variable} belongs to no option"
                + Suggestion(variable, [.. OptionTable.All.Select(option => option.EnvironmentVariable)], "");
        }
    }

    /// <summary>What is wrong with the names of tasks.</summary>
    /// <param name="targets">The names that were given.</param>
    /// <param name="tasks">The tasks there are.</param>
    /// <returns>One line for each that nobody knows.</returns>
    public static IEnumerable<string> OfTargets(IEnumerable<string> targets, IReadOnlyCollection<string> tasks) =>
        targets
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(target => !tasks.Contains(target, StringComparer.OrdinalIgnoreCase))
            .Select(target => $"there is no task '{target}'" + Suggestion(target, tasks, "--target="));

    private static bool IsKnown(string name, IEnumerable<string> known) =>
        known.Contains(name, StringComparer.OrdinalIgnoreCase)
        || PrefixesOfCake.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static string Suggestion(string name, IEnumerable<string> known, string prefix) =>
        NearestName.Of(name, known) is { } nearest ? $"; did you mean {prefix}{nearest}?" : "";
}
