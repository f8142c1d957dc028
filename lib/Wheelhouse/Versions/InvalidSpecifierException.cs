namespace Wheelhouse.Versions;

/// <summary>A text is no version specifier, or no set of them.</summary>
/// <param name="text">The text.</param>
/// <param name="specifier">The one of its specifiers that is at fault.</param>
public sealed class InvalidSpecifierException(string? text, string? specifier)
    : WheelhouseException(
        $"{OffendingText.Quote(specifier)} is no version specifier",
        $"specifiers {OffendingText.Quote(text)}",
        "write an operator (== != <= >= < > ~= ===) and a version; '.*' after the release and local labels go with == and != only, and ~= needs two numbers"
    );
