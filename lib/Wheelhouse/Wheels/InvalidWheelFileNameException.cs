namespace Wheelhouse.Wheels;

/// <summary>A text is no file name of a wheel.</summary>
/// <param name="text">The text.</param>
/// <param name="reason">What is wrong with it.</param>
public sealed class InvalidWheelFileNameException(string? text, string reason)
    : WheelhouseException(
        $"{OffendingText.Quote(text)} is no file name of a wheel: {reason}",
        "wheel file name",
        "write name-version(-build)-interpreter-ABI-platform.whl, such as torch-2.9.0-cp312-cp312-linux_x86_64.whl; '-' and '.' of a name are written as '_'"
    );
