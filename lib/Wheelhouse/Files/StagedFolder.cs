namespace Wheelhouse.Files;

/// <summary>
/// A folder that is filled beside its place and put there when complete: until then, and when anything fails or the program
/// is killed, what was there stays.
/// </summary>
/// <remarks>
/// It is filled as <c>.NAME.staged</c>; what a killed run left there is removed by the next staging of the same folder. Where
/// two folders cannot change places in one step, a kill between two renames leaves the old one as <c>.NAME.replaced</c>, and
/// the next staging puts it back. Two stagings of one folder at once are not possible.
/// </remarks>
public sealed class StagedFolder : IDisposable
{
    private readonly string target;
    private readonly string replaced;
    private bool committed;

    private StagedFolder(string target)
    {
        this.target = target;
        Path = Beside(target, "staged");
        replaced = Beside(target, "replaced");
    }

    /// <summary>The absolute path of the folder to fill.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder beside <paramref name="target"/>.</summary>
    /// <param name="target">The folder to replace, which need not exist; a symbolic link stands for what it points to.</param>
    /// <exception cref="IOException">The folder cannot be made, or what a killed run left cannot be removed.</exception>
    public static StagedFolder Create(string target)
    {
        var place = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        var link = new DirectoryInfo(place);
        var staged = new StagedFolder(
            link.LinkTarget is null ? place : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
        );
        if (Directory.Exists(staged.replaced) && !Directory.Exists(staged.target))
        {
            Directory.Move(staged.replaced, staged.target);
        }

        Remove(staged.replaced);
        Remove(staged.Path);
        Directory.CreateDirectory(staged.Path);
        return staged;
    }

    /// <summary>Puts the filled folder in its place, and removes what was there.</summary>
    /// <exception cref="IOException">The folder cannot be put there.</exception>
    public void Commit()
    {
        NativeFolder.Flush(Path);
        if (!Directory.Exists(target))
        {
            Directory.Move(Path, target);
        }
        else if (!NativeFolder.TryExchange(Path, target))
        {
            Directory.Move(target, replaced);
            Directory.Move(Path, target);
        }

        committed = true;
        NativeFolder.Flush(System.IO.Path.GetDirectoryName(target)!);
        Remove(Path);
        Remove(replaced);
    }

    /// <summary>Puts the filled folder in its place, where nothing but an empty folder may be.</summary>
    /// <exception cref="IOException">Something is there, or the folder cannot be put there.</exception>
    public void CommitNew()
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: false);
        }

        Commit();
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (!committed)
        {
            Remove(Path);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Beside(string place, string what) =>
        System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(place) ?? place,
            $".{System.IO.Path.GetFileName(place)}.{what}"
        );
}
