namespace Wheelhouse.Versions;

/// <summary>A text is no version.</summary>
/// <param name="text">The text.</param>
public sealed class InvalidVersionException(string? text)
    : WheelhouseException(
        $"{OffendingText.Quote(text)} is no version",
        "version",
        "write it as PEP 440 has it: [N!]N(.N)*[{a|b|rc}N][.postN][.devN][+label], such as 2.9.0rc1+rocm7.1"
    );
