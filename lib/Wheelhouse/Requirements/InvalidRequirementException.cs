using System.Globalization;

namespace Wheelhouse.Requirements;

/// <summary>A text is no requirement.</summary>
public sealed class InvalidRequirementException : WheelhouseException
{
    internal InvalidRequirementException(string? text, SyntaxFault? fault)
        : base(
            $"{OffendingText.Quote(text)} is no requirement: {fault?.What ?? "there is no text"}",
            string.Create(CultureInfo.InvariantCulture, $"requirement, character {(fault?.Position ?? 0) + 1}"),
            "write it as PEP 508 has it: name[extra,...] specifiers ; marker, or name[extra,...] @ url ; marker"
        ) { }
}
