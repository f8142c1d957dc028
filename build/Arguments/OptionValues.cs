using Cake.Core;
using Cake.Core.Configuration;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Arguments;

/// <summary>
/// Reads the texts of every option: an argument counts before an environment variable, that before <c>cake.config</c>,
/// that before the default. What cannot be read is added to the problems, so that all are told at once.
/// </summary>
/// <param name="arguments">The command line's arguments.</param>
/// <param name="environment">The environment's variables.</param>
/// <param name="configuration">Cake's configuration.</param>
/// <param name="isRehearsal">Whether stand-ins are used in place of real wheels.</param>
/// <param name="problems">Where problems are added.</param>
internal sealed class OptionValues(
    ICakeArguments arguments,
    ICakeEnvironment environment,
    ICakeConfiguration configuration,
    bool isRehearsal,
    ICollection<string> problems
)
{
    private readonly IDictionary<string, string> variables = environment.GetEnvironmentVariables();

    /// <summary>The texts of an option, from the nearest source that has any.</summary>
    /// <param name="option">The option.</param>
    /// <returns>Its texts; none when nobody gives one and there is no default.</returns>
    public OptionValue Read(OptionDefinition option) => option.IsSecret ? ReadSecret(option) : ReadAny(option);

    private OptionValue ReadAny(OptionDefinition option) =>
        FromArguments(option)
        ?? FromRehearsal(option)
        ?? FromEnvironment(option)
        ?? FromConfiguration(option)
        ?? new OptionValue(option, option.Default, OptionSource.Default, "default");

    private OptionValue ReadSecret(OptionDefinition option)
    {
        // Cake's configuration has the variables CAKE_... in it as well.
        var isConfigured =
            configuration.GetValue(option.ConfigurationKey) is { } text
            && !string.IsNullOrWhiteSpace(text)
            && !variables.Any(variable => option.IsEnvironmentVariable(variable.Key) && variable.Value == text);
        if (arguments.HasArgument(option.Name) || isConfigured)
        {
            problems.Add(
                $"--{option.Name} is a secret: arguments and cake.config can be read by others; set {option.EnvironmentVariable}"
            );
        }

        return FromRehearsal(option)
            ?? FromEnvironment(option)
            ?? new OptionValue(option, option.Default, OptionSource.Default, "default");
    }

    private OptionValue? FromArguments(OptionDefinition option)
    {
        if (!arguments.HasArgument(option.Name))
        {
            return null;
        }

        // An argument without a value is null to Cake: right for a flag, a mistake for anything else.
        var bare = option.IsFlag ? "true" : option.Bare ?? "";
        string[] texts = [.. arguments.GetArguments(option.Name).Select(text => text ?? bare)];
        if (texts.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add($"--{option.Name} has no value; it is written {option.Usage}");
            texts = [.. texts.Where(text => !string.IsNullOrWhiteSpace(text))];
        }

        if (texts.Length > 1 && !option.IsRepeatable)
        {
            problems.Add($"--{option.Name} is given {texts.Length} times; it takes one value");
        }

        return texts.Length == 0 ? null : new OptionValue(option, texts, OptionSource.Argument, $"--{option.Name}");
    }

    private OptionValue? FromRehearsal(OptionDefinition option) =>
        isRehearsal && option.Rehearsal is { } texts
            ? new OptionValue(option, texts, OptionSource.Rehearsal, "rehearsal")
            : null;

    private OptionValue? FromEnvironment(OptionDefinition option)
    {
        var given = variables
            .Where(variable => option.IsEnvironmentVariable(variable.Key) && !string.IsNullOrWhiteSpace(variable.Value))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .ToList();
        if (given.Select(variable => variable.Value).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            problems.Add(
                $"{string.Join(" and ", given.Select(variable => variable.Key))} are one setting with different values"
            );
        }

        return given.Count == 0 ? null : FromText(option, given[0].Value, OptionSource.Environment, given[0].Key);
    }

    private OptionValue? FromConfiguration(OptionDefinition option) =>
        configuration.GetValue(option.ConfigurationKey) is { } text && !string.IsNullOrWhiteSpace(text)
            ? FromText(option, text, OptionSource.Configuration, $"cake.config: {option.ConfigurationKey}")
            : null;

    private OptionValue FromText(OptionDefinition option, string text, OptionSource source, string place)
    {
        var texts = option.IsRepeatable
            ? text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [text.Trim()];
        if (texts.Length == 0)
        {
            problems.Add($"{place}: '{Secrets.Mask(text)}' has no value between its semicolons");
        }

        return new OptionValue(option, texts, source, place);
    }
}
