namespace Wheelhouse.Publishing;

/// <summary>A page was to name a file that a prune is removing; no page was touched.</summary>
/// <param name="file">The file's key.</param>
/// <param name="claim">The key under which the prune says what it removes.</param>
/// <param name="holdsFor">How long that counts if the prune was killed.</param>
/// <param name="location">The store's location.</param>
public sealed class FilesBeingRemovedException(string file, string claim, TimeSpan holdsFor, string location)
    : WheelhouseException(
        $"a prune is removing \"{file}\", as \"{claim}\" says",
        location,
        "Run the task again when the prune has ended. If it was killed and surely runs no more, remove "
            + $"that object; it counts for nothing {holdsFor.TotalHours:0} hours after it was written."
    )
{
    /// <summary>The file's key.</summary>
    public string File { get; } = file;
}
