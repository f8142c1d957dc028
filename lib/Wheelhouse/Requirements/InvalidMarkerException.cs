using System.Globalization;

namespace Wheelhouse.Requirements;

/// <summary>A text is no environment marker.</summary>
public sealed class InvalidMarkerException : WheelhouseException
{
    internal InvalidMarkerException(string? text, SyntaxFault? fault)
        : base(
            $"{OffendingText.Quote(text)} is no environment marker: {fault?.What ?? "there is no text"}",
            string.Create(CultureInfo.InvariantCulture, $"marker, character {(fault?.Position ?? 0) + 1}"),
            "write comparisons of a variable with a quoted text, joined by 'and' and 'or', such as: python_version >= \"3.10\" and sys_platform == \"linux\""
        ) { }
}
