using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Keeps files from being named by one run while another removes them. Each side first writes down what it is about to do, and
/// then looks what the other wrote: whichever comes second sees the first. Who names files waits for who removes them; who
/// removes files leaves those that others are about to name.
/// </summary>
/// <param name="store">The store; the claims are shared by all its channels, as the files are.</param>
/// <param name="options">By which clock, and how patiently.</param>
/// <param name="run">The run that claims.</param>
internal sealed class FileClaims(IObjectStore store, PublisherOptions options, RunId run)
{
    /// <summary>What the keys of claims to name files end in.</summary>
    public const string Names = ".names";

    /// <summary>What the keys of claims to remove files end in.</summary>
    public const string Removes = ".removes";

    /// <summary>
    /// How long a claim holds of a run that does not end it, by the store's clock. The run itself stops at half of that.
    /// </summary>
    public static readonly TimeSpan HoldsFor = TimeSpan.FromDays(2);

    // A file's key has some 100 bytes.
    private const int MostBytes = 1 << 28;

    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private DateTimeOffset? began;
    private string key = "";

    /// <summary>Claims files that pages are about to name; waits where another run is removing one of them.</summary>
    /// <exception cref="FilesBeingRemovedException">The other run took too long, or was killed.</exception>
    public async Task NameAsync(IEnumerable<IndexFile> files, CancellationToken cancellationToken)
    {
        named.UnionWith(files.SelectMany(IndexLayout.Objects));
        if (named.Count == 0)
        {
            return;
        }

        await WriteAsync(Names, named, cancellationToken);
        for (var attempt = 0; ; attempt++)
        {
            if (await RemovedByAsync(cancellationToken) is not { } other)
            {
                return;
            }

            if (attempt == options.MostConflicts)
            {
                throw new FilesBeingRemovedException(other.File, other.Claim, HoldsFor, store.Location);
            }

            await Task.Delay(
                options.ConflictPause * Math.Min(1 << Math.Min(attempt, 6), 64),
                options.Time,
                cancellationToken
            );
        }
    }

    /// <summary>Whether a page may name a file that it does not name yet: it is claimed.</summary>
    /// <exception cref="RunTooLongException">The claim no longer holds.</exception>
    public bool MayName(IndexFile file)
    {
        RequireHeld();
        return IndexLayout.Objects(file).All(named.Contains);
    }

    /// <summary>Claims files that are about to be removed.</summary>
    /// <returns>Those that others are about to name, which stay.</returns>
    public async Task<IReadOnlySet<string>> RemoveAsync(
        IReadOnlyCollection<string> files,
        CancellationToken cancellationToken
    )
    {
        await WriteAsync(Removes, files, cancellationToken);
        var staying = new HashSet<string>(StringComparer.Ordinal);
        foreach (var claim in await OthersAsync(Names, cancellationToken))
        {
            staying.UnionWith(await FilesOfAsync(claim, cancellationToken));
        }

        return staying;
    }

    /// <summary>Makes sure that the claim is younger than half of the time for which others heed it.</summary>
    /// <exception cref="RunTooLongException">It is not.</exception>
    public void RequireHeld()
    {
        if (began is { } time && options.Time.GetUtcNow() - time > HoldsFor / 2)
        {
            throw new RunTooLongException(HoldsFor / 2, store.Location);
        }
    }

    /// <summary>Ends the claim.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (began is not null)
        {
            await store.DeleteAsync(key, cancellationToken);
            began = null;
        }
    }

    /// <summary>Ends the claim of a run that failed. What hinders that must not hide the failure, and time ends it too.</summary>
    public async Task GiveUpAsync()
    {
        try
        {
            await EndAsync(CancellationToken.None);
        }
        catch (WheelhouseException) { }
    }

    private async Task WriteAsync(string end, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        // Before it is written: others count from when it was.
        began ??= options.Time.GetUtcNow();
        key = $"{IndexLayout.Claims}{run}{end}";
        var text = string.Join('\n', files.Order(StringComparer.Ordinal));
        await store.PutAsync(
            key,
            ObjectContent.FromBytes(Encoding.UTF8.GetBytes(text)),
            StoredOptions.Claim,
            PutCondition.None,
            cancellationToken
        );
    }

    private async Task<(string File, string Claim)?> RemovedByAsync(CancellationToken cancellationToken)
    {
        foreach (var claim in await OthersAsync(Removes, cancellationToken))
        {
            var file = (await FilesOfAsync(claim, cancellationToken)).FirstOrDefault(named.Contains);
            if (file is not null)
            {
                return (file, claim);
            }
        }

        return null;
    }

    // Both times are the store's, so nobody's clock is compared with another's.
    private async Task<IReadOnlyList<string>> OthersAsync(string end, CancellationToken cancellationToken)
    {
        var rows = new List<ListedObject>();
        await foreach (var row in store.ListAsync(IndexLayout.Claims, cancellationToken))
        {
            rows.Add(row);
        }

        // Without the run's own claim, whoever looks for it does not find it either.
        var written =
            rows.Find(row => row.Key == key)?.LastModified
            ?? throw new StoreOperationFailedException(
                "list",
                IndexLayout.Claims,
                store.Location,
                new IOException($"the listing lacks {key}, which was just written")
            );
        var now = written + (options.Time.GetUtcNow() - began!.Value);
        return
        [
            .. rows.Where(row => row.Key.EndsWith(end, StringComparison.Ordinal) && row.LastModified > now - HoldsFor)
                .Select(row => row.Key),
        ];
    }

    // None where it has ended since.
    private async Task<IReadOnlyList<string>> FilesOfAsync(string claim, CancellationToken cancellationToken)
    {
        await using var found = await store.GetAsync(claim, cancellationToken);
        return found is null
            ? []
            : Encoding.UTF8.GetString(await found.ReadBytesAsync(MostBytes, cancellationToken)).Split('\n');
    }
}
