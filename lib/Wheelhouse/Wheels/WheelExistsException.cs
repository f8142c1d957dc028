namespace Wheelhouse.Wheels;

/// <summary>A wheel cannot be written because its name is taken: wheels are never replaced.</summary>
/// <param name="path">The path that is taken.</param>
public sealed class WheelExistsException(string path)
    : WheelhouseException(
        $"there is a file '{System.IO.Path.GetFileName(path)}' already",
        path,
        "write into a new folder, and put it in the old one's place when complete"
    );
