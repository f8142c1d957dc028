namespace Wheelhouse.Tags;

/// <summary>A text names no platform that environments can be made for.</summary>
/// <param name="platform">The text.</param>
public sealed class UnsupportedPlatformException(string? platform)
    : WheelhouseException(
        $"{OffendingText.Quote(platform)} is no platform known here",
        "platform",
        "use manylinux_2_N_MACHINE with the glibc of the target, such as manylinux_2_35_x86_64; or musllinux_1_N_MACHINE, linux_MACHINE, win_amd64, win_arm64, win32"
    );
