using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>The folder of the static site, checked against the wheelhouse it was made from.</summary>
public static class SiteFolder
{
    private const string Task = "Create-Index";

    /// <summary>Makes sure that the site is there and was made from this wheelhouse.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="wheelhouse">The wheelhouse.</param>
    /// <exception cref="InputNotReadyException">It is not there, or of another wheelhouse.</exception>
    public static void Require(string path, WheelFolder wheelhouse)
    {
        if (!File.Exists(Path.Combine(path, WheelManifest.FileName)))
        {
            throw new InputNotReadyException($"there is no {WheelManifest.FileName}", path, Task);
        }

        try
        {
            new WheelFolder(path, WheelManifest.Read(path)).RequireMadeFrom(wheelhouse, "wheelhouse", Task);
        }
        catch (WheelhouseException error) when (error is not InputNotReadyException)
        {
            throw new InputNotReadyException(error.What, error.Where, Task, error);
        }
    }
}
