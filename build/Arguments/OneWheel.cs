namespace Wheelhouse.Build.Arguments;

/// <summary>Finds the wheel that an option names, either itself or by the folder it lies in alone.</summary>
public static class OneWheel
{
    /// <summary>The path of the wheel.</summary>
    /// <param name="path">A wheel, or a folder with just one.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="NotOneWheelException">There is no wheel, or more than one.</exception>
    public static string At(string path)
    {
        if (File.Exists(path))
        {
            return path.EndsWith(".whl", StringComparison.Ordinal)
                ? path
                : throw new NotOneWheelException(path, "it is no .whl file");
        }

        string[] wheels = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.whl").Order(StringComparer.Ordinal)]
            : [];
        return wheels switch
        {
            [var wheel] => wheel,
            [] when Directory.Exists(path) => throw new NotOneWheelException(path, "the folder holds no wheel"),
            [] => throw new NotOneWheelException(path, "there is no such file or folder"),
            _ => throw new NotOneWheelException(
                path,
                $"the folder holds {wheels.Length}: {string.Join(", ", wheels.Select(Path.GetFileName))}"
            ),
        };
    }
}
