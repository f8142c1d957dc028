namespace Wheelhouse.Names;

/// <summary>A text is no project name.</summary>
/// <param name="text">The text.</param>
public sealed class InvalidProjectNameException(string? text)
    : WheelhouseException(
        $"{OffendingText.Quote(text)} is no project name",
        "project name",
        "use ASCII letters, digits, '-', '_' and '.', with a letter or digit at either end"
    );
