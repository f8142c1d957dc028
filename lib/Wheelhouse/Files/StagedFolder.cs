namespace Wheelhouse.Files;

/// <summary>
/// A folder that is filled beside its place and put there when complete: until then, and when anything fails, the old one stays.
/// </summary>
/// <remarks>
/// A folder cannot be replaced by one rename, so a kill between the two renames leaves the old one as `NAME.old`;
/// the next staging of the same folder puts it back.
/// </remarks>
public sealed class StagedFolder : IDisposable
{
    private readonly string target;
    private bool committed;

    private StagedFolder(string target, string path)
    {
        this.target = target;
        Path = path;
    }

    /// <summary>The absolute path of the folder to fill.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder beside <paramref name="target"/>.</summary>
    /// <param name="target">The folder to replace, which need not exist.</param>
    public static StagedFolder Create(string target)
    {
        var place = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        if (Directory.Exists(Old(place)))
        {
            if (Directory.Exists(place))
            {
                Directory.Delete(Old(place), recursive: true);
            }
            else
            {
                Directory.Move(Old(place), place);
            }
        }

        var staged = place + ".new";
        if (Directory.Exists(staged))
        {
            Directory.Delete(staged, recursive: true);
        }

        Directory.CreateDirectory(staged);
        return new StagedFolder(place, staged);
    }

    /// <summary>Puts the filled folder in its place.</summary>
    public void Commit()
    {
        if (Directory.Exists(target))
        {
            Directory.Move(target, Old(target));
        }

        Directory.Move(Path, target);
        committed = true;
        if (Directory.Exists(Old(target)))
        {
            Directory.Delete(Old(target), recursive: true);
        }
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (!committed && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static string Old(string place) => place + ".old";
}
