using System.Text;
using Cake.Core.IO;

namespace Wheelhouse.Build.Tools;

/// <summary>
/// One argument that reaches the program exactly as given, whatever quotes, spaces or backslashes it holds,
/// and is printed with its secrets masked.
/// </summary>
/// <remarks>
/// Cake renders all arguments into one text which .NET splits again by the rules of the Microsoft C runtime,
/// on every platform: a backslash is only special before a quote.
/// </remarks>
public sealed class ExactArgument(string value) : IProcessArgument
{
    // A command that is shown may be copied into a shell; a star stays one there.
    private const string ShellCharacters = "\"';&|<>()";

    /// <inheritdoc/>
    public string Render() => Quote(value, "\"");

    /// <inheritdoc/>
    public string RenderSafe() =>
        // A variable handed to a build or a container.
        Quote(
            value.Split('=', 2) is [var name, { Length: > 0 }] && Secrets.IsNameOfOne(name)
                ? $"{name}={Secrets.Hidden}"
                : Secrets.Mask(value),
            ShellCharacters
        );

    /// <summary>Arguments one after the other.</summary>
    /// <param name="arguments">The arguments, each reaching the program exactly as given.</param>
    public static ProcessArgumentBuilder Join(IEnumerable<string> arguments)
    {
        var builder = new ProcessArgumentBuilder();
        foreach (var argument in arguments)
        {
            builder.Append(new ExactArgument(argument));
        }

        return builder;
    }

    private static string Quote(string text, string special)
    {
        if (text.Length > 0 && !text.Any(character => char.IsWhiteSpace(character) || special.Contains(character)))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in text)
        {
            if (character == '"')
            {
                quoted.Append('\\', backslashes + 1);
            }

            backslashes = character == '\\' ? backslashes + 1 : 0;
            quoted.Append(character);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
