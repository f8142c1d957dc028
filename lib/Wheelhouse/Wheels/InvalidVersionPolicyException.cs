namespace Wheelhouse.Wheels;

/// <summary>A text that names no version policy.</summary>
/// <param name="text">The text.</param>
public sealed class InvalidVersionPolicyException(string? text)
    : WheelhouseException(
        $"{OffendingText.Quote(text)} is no version policy",
        "version policy",
        "write release, public, keep, or local:LABEL with a label of letters and digits such as local:rocm7.1"
    );
