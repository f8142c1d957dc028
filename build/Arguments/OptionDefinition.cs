using System.Globalization;

namespace Wheelhouse.Build.Arguments;

/// <summary>
/// One option of the pipeline. Its argument <c>--base-wheels</c> is also the environment variable
/// <c>CAKE_WHEELHOUSE_BASEWHEELS</c> and the key <c>Wheelhouse_BaseWheels</c> of <c>cake.config</c>.
/// </summary>
/// <param name="Name">The argument's name without its dashes: words in lower case joined by hyphens.</param>
/// <param name="Form">What its value looks like, such as <c>DIR</c>; empty for a flag.</param>
/// <param name="Description">What it is for, in one line.</param>
public sealed record OptionDefinition(string Name, string Form, string Description)
{
    /// <summary>A default that begins so lies in the folder of artifacts.</summary>
    public const string InArtifacts = "{artifacts}/";

    /// <summary>What every environment variable of the pipeline begins with.</summary>
    public const string EnvironmentPrefix = "CAKE_WHEELHOUSE_";

    /// <summary>The values when nobody gives one.</summary>
    public IReadOnlyList<string> Default { get; init; } = [];

    /// <summary>What to show for a default that no text can say.</summary>
    public string? DefaultNote { get; init; }

    /// <summary>
    /// The values of a rehearsal, or null where a rehearsal is like any run. Where there are some, only an argument
    /// overrides them: a setting made for real wheels or a real store must not reach the stand-ins.
    /// </summary>
    public IReadOnlyList<string>? Rehearsal { get; init; }

    /// <summary>Whether several values can be given.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>What the argument means without a value; null where it needs one.</summary>
    public string? Bare { get; init; }

    /// <summary>The tasks that read it; empty when all do.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>
    /// Whether its value is a secret: it comes from the environment alone, since arguments are seen by every user of the machine
    /// and <c>cake.config</c> by every reader of the repository, and is never shown.
    /// </summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it is given without a value.</summary>
    public bool IsFlag => Form.Length == 0;

    /// <summary>Values, and beginnings of values, that its form spells out: <c>auto</c>, <c>local:</c>. Capitals stand for the reader's own.</summary>
    public IReadOnlyList<string> Literals =>
        [
            .. Form.Split('|')
                .Select(value => string.Concat(value.TakeWhile(letter => !char.IsUpper(letter))))
                .Where(value => value.Length > 0),
        ];

    /// <summary>Whether its value can be a file.</summary>
    public bool TakesFile => Form.Split('|').Contains("FILE");

    /// <summary>Whether its value can be a folder.</summary>
    public bool TakesFolder => Form.Split('|').Contains("DIR");

    /// <summary>Its key in <c>cake.config</c>.</summary>
    public string ConfigurationKey =>
        "Wheelhouse_"
        + string.Concat(
            Name.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..])
        );

    /// <summary>Its environment variable. Underscores between words and small letters are taken as well.</summary>
    public string EnvironmentVariable => EnvironmentPrefix + Squeeze(Name);

    /// <summary>The argument as it is written, such as <c>--port=N</c> or <c>--plan</c>; for a secret the variable.</summary>
    public string Usage =>
        IsSecret ? $"{EnvironmentVariable}={Form}"
        : IsFlag ? $"--{Name}"
        : Bare is null ? $"--{Name}={Form}"
        : $"--{Name}[={Form}]";

    /// <summary>The default as it is shown; empty when there is none.</summary>
    public string DefaultText =>
        DefaultNote
        ?? string.Join(", ", Default.Select(text => text.Replace(InArtifacts, "artifacts/", StringComparison.Ordinal)));

    /// <summary>Whether an environment variable is this option's, however its words are joined.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns>True when it is.</returns>
    public bool IsEnvironmentVariable(string variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return variable.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
            && Squeeze(variable[EnvironmentPrefix.Length..]) == Squeeze(Name);
    }

    private static string Squeeze(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
