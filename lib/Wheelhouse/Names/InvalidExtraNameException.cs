namespace Wheelhouse.Names;

/// <summary>A text is not the name of an extra.</summary>
/// <param name="text">The text.</param>
public sealed class InvalidExtraNameException(string? text)
    : WheelhouseException(
        $"{OffendingText.Quote(text)} is not the name of an extra",
        "extra name",
        "use ASCII letters, digits, '-', '_' and '.', with a letter or digit at either end"
    );
