using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Arguments;

/// <summary>The texts of one option and where they came from.</summary>
/// <param name="Definition">The option.</param>
/// <param name="Texts">Its texts, in order.</param>
/// <param name="Source">Where they came from.</param>
/// <param name="Place">How the reader would find them: the argument, the variable or the key.</param>
public sealed record OptionValue(
    OptionDefinition Definition,
    IReadOnlyList<string> Texts,
    OptionSource Source,
    string Place
)
{
    /// <summary>The option and its values as one line, secrets masked.</summary>
    /// <returns>Such as <c>port = 8080 (default)</c>.</returns>
    public override string ToString() => $"{Definition.Name} = {Shown} ({Place})";

    private string Shown => Definition.IsSecret ? Secrets.Hidden : Secrets.Mask(string.Join(", ", Texts));
}
