using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>The names of a wheel's own two folders: <c>name-version.dist-info</c> and <c>name-version.data</c>.</summary>
internal static class WheelFolderName
{
    public const string DistInfo = ".dist-info";
    public const string Data = ".data";

    /// <summary>The folder's name in normal form: the normal form of the project's name with <c>_</c> for <c>-</c>.</summary>
    public static string Of(ProjectName project, PythonVersion version, string suffix) =>
        $"{project.Value.Replace('-', '_')}-{version}{suffix}";

    /// <summary>Whether a folder's name, in whatever spelling, names this project and version.</summary>
    public static bool IsOf(string folder, ProjectName project, PythonVersion version, string suffix)
    {
        if (!folder.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var stem = folder[..^suffix.Length];
        var dash = stem.LastIndexOf('-');
        return dash >= 0
            && ProjectName.TryParse(stem[..dash], out var namedProject)
            && PythonVersion.TryParse(stem[(dash + 1)..], out var namedVersion)
            && namedProject == project
            && namedVersion == version;
    }
}
