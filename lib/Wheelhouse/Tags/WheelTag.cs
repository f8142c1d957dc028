using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Names;

namespace Wheelhouse.Tags;

/// <summary>
/// What a wheel was built for: interpreter, ABI and platform; see
/// <see href="https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/">PEP 425</see>.
/// </summary>
public sealed record WheelTag
{
    /// <summary>More than any real file name has: the pieces of a compressed set multiply.</summary>
    private const int MostTags = 10_000;

    private WheelTag(string interpreter, string abi, string platform)
    {
        Interpreter = interpreter;
        Abi = abi;
        Platform = platform;
    }

    /// <summary>The interpreter in lower case, such as <c>cp312</c> or <c>py3</c>.</summary>
    public string Interpreter { get; }

    /// <summary>The ABI in lower case, such as <c>cp312</c>, <c>abi3</c> or <c>none</c>.</summary>
    public string Abi { get; }

    /// <summary>The platform in lower case, such as <c>linux_x86_64</c> or <c>any</c>.</summary>
    public string Platform { get; }

    /// <summary>Reads one tag.</summary>
    /// <param name="text">Such as <c>cp312-cp312-linux_x86_64</c>.</param>
    /// <exception cref="InvalidWheelTagException">The text is no tag, or a compressed set of several.</exception>
    public static WheelTag Parse(string text) =>
        ParseSet(text) is [var tag] ? tag : throw new InvalidWheelTagException(text, "it is a set of several");

    /// <summary>Reads one tag, or says that the text is none.</summary>
    /// <param name="text">The tag as written.</param>
    /// <param name="tag">The tag, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WheelTag? tag)
    {
        tag = TryParseSet(text, out var tags) && tags.Count == 1 ? tags[0] : null;
        return tag is not null;
    }

    /// <summary>Reads a compressed set of tags, such as <c>py2.py3-none-any</c>.</summary>
    /// <param name="text">Interpreters, ABIs and platforms, each kind joined by dots.</param>
    /// <returns>Every combination once, in the order written, platforms changing fastest.</returns>
    /// <exception cref="InvalidWheelTagException">The text is no such set, or one that no wheel can need.</exception>
    public static IReadOnlyList<WheelTag> ParseSet(string text) =>
        TryExpand(text, out var tags, out var reason) ? tags : throw new InvalidWheelTagException(text, reason);

    /// <summary>Reads a compressed set of tags, or says that the text is none.</summary>
    /// <param name="text">The set as written.</param>
    /// <param name="tags">Every combination once, where the text is a set.</param>
    public static bool TryParseSet(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out IReadOnlyList<WheelTag>? tags
    )
    {
        tags = text is not null && TryExpand(text, out var expanded, out _) ? expanded : null;
        return tags is not null;
    }

    /// <summary>The tag as in a file name, such as <c>cp312-cp312-linux_x86_64</c>.</summary>
    public override string ToString() => $"{Interpreter}-{Abi}-{Platform}";

    internal static WheelTag Of(string interpreter, string abi, string platform) => new(interpreter, abi, platform);

    private static bool TryExpand(
        string text,
        [NotNullWhen(true)] out IReadOnlyList<WheelTag>? tags,
        [NotNullWhen(false)] out string? reason
    )
    {
        (tags, reason) = (null, null);
        if (text.Split('-', 4) is not [var interpreterText, var abiText, var platformText])
        {
            reason = "it has not three parts";
            return false;
        }

        var interpreters = NormalForm.Lower(interpreterText).Split('.');
        var abis = NormalForm.Lower(abiText).Split('.');
        var platforms = NormalForm.Lower(platformText).Split('.');
        reason =
            interpreters.Contains("") || abis.Contains("") || platforms.Contains("") ? "a part of it is empty"
            : (long)interpreters.Length * abis.Length > MostTags / platforms.Length ? "it stands for too many tags"
            : !Array.TrueForAll(interpreterText.Split('.'), PythonIdentifier.Is) ? "an interpreter is no identifier"
            : null;
        if (reason is not null)
        {
            return false;
        }

        tags =
        [
            .. (
                from interpreter in interpreters
                from abi in abis
                from platform in platforms
                select new WheelTag(interpreter, abi, platform)
            ).Distinct(),
        ];
        return true;
    }
}
