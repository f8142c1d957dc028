namespace Wheelhouse.Build;

/// <summary>Finds the repository that a program was built from.</summary>
public static class RepositoryRoot
{
    private const string Launcher = "build.cake-frosting";

    /// <summary>The nearest folder at or above a place that holds the launcher.</summary>
    /// <param name="place">An absolute path within the repository.</param>
    /// <returns>The folder's absolute path.</returns>
    /// <exception cref="DirectoryNotFoundException">There is none: the program was moved out of its repository.</exception>
    public static string Above(string place)
    {
        for (var folder = new DirectoryInfo(place); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, Launcher)))
            {
                return Path.TrimEndingDirectorySeparator(folder.FullName);
            }
        }

        throw new DirectoryNotFoundException(
            $"No folder above {place} holds {Launcher}; the host runs from within its repository."
        );
    }
}
