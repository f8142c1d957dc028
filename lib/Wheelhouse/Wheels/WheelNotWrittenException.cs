namespace Wheelhouse.Wheels;

/// <summary>The system refused while a set of wheels was written: a full disk, a missing right, a wheel that is gone.</summary>
/// <param name="path">The wheel or folder that was to be written.</param>
/// <param name="cause">What the system said.</param>
public sealed class WheelNotWrittenException(string path, Exception cause)
    : WheelhouseException(
        $"it could not be written: {cause.Message}",
        path,
        "mend what the system names and run it again; nothing of the set was left behind",
        cause
    );
