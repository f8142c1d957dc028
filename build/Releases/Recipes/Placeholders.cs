using System.Text.RegularExpressions;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>Words in braces that stand for a value of the run.</summary>
public static partial class Placeholders
{
    /// <summary>The recipe's base image.</summary>
    public const string BaseImage = "baseImage";

    /// <summary>The recipe's ROCm.</summary>
    public const string RocmVersion = "rocmVersion";

    /// <summary>The Python that is built for.</summary>
    public const string PythonVersion = "pythonVersion";

    /// <summary>The recipe's GPUs, joined by semicolons.</summary>
    public const string RocmArchitectures = "rocmArchitectures";

    /// <summary>The image that the base build made.</summary>
    public const string BuiltBaseImage = "image:base";

    /// <summary>The tag of the release.</summary>
    public const string VllmTag = "vllmTag";

    /// <summary>The commit of the release.</summary>
    public const string VllmCommit = "vllmCommit";

    /// <summary>Those that the recipe's base image may hold.</summary>
    public static IReadOnlyList<string> InImage { get; } = [RocmVersion];

    /// <summary>Those that arguments of the base build may hold.</summary>
    public static IReadOnlyList<string> InBase { get; } =
    [BaseImage, RocmVersion, PythonVersion, RocmArchitectures, VllmTag, VllmCommit];

    /// <summary>Those that arguments of the vLLM build may hold.</summary>
    public static IReadOnlyList<string> InVllm { get; } = [.. InBase, BuiltBaseImage];

    /// <summary>The placeholders of a text.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<string> In(string text) => Form().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The text with values in place of placeholders.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">The values; null where there is none.</param>
    /// <exception cref="PlaceholderEmptyException">A placeholder has no value.</exception>
    public static string Expand(string text, IReadOnlyDictionary<string, string?> values) =>
        Form()
            .Replace(
                text,
                match =>
                    values.GetValueOrDefault(match.Groups[1].Value)
                    ?? throw new PlaceholderEmptyException(match.Groups[1].Value, text)
            );

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Form();
}
