namespace Wheelhouse.Build.Verification;

/// <summary>A kernel was to run on a GPU, and there was none to run it.</summary>
/// <param name="reason">Why there was none.</param>
/// <param name="devices">The devices that were asked for.</param>
public sealed class GpuNotCheckedException(string reason, string devices)
    : WheelhouseException(
        $"no kernel was run: {reason}",
        $"--devices={devices}",
        "all else was checked and holds: run this on a machine whose GPUs work (--target=Doctor says what is missing), or leave"
            + " --devices out"
    );
