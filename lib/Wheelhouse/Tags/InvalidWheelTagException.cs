namespace Wheelhouse.Tags;

/// <summary>A text is no wheel tag, or no compressed set of them.</summary>
/// <param name="text">The text.</param>
/// <param name="reason">What is wrong with it.</param>
public sealed class InvalidWheelTagException(string? text, string reason)
    : WheelhouseException(
        $"{OffendingText.Quote(text)} is no wheel tag: {reason}",
        "wheel tag",
        "write interpreter-ABI-platform, such as cp312-cp312-linux_x86_64 or py3-none-any"
    );
