using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Publishing;

/// <summary>
/// Keeps files from being named by one run while another removes them, or sends other bytes under the same names. Each first
/// writes down what it is about to do, and then looks what others wrote: whichever comes second sees the first. Who names files
/// waits for who removes them, and gives way to who sends others; who removes files leaves those that others are about to name.
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

    private readonly Dictionary<string, string?> named = new(StringComparer.Ordinal);
    private DateTimeOffset? began;
    private string key = "";

    /// <summary>
    /// Claims files that pages are about to name. Waits where another run is removing one of them, and stops where another is
    /// about to name other bytes under the same name: it may be sending them.
    /// </summary>
    /// <exception cref="FilesBeingRemovedException">The other run took too long, or was killed.</exception>
    /// <exception cref="PublishRefusedException">Another run has claimed other bytes.</exception>
    public async Task NameAsync(IEnumerable<IndexFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            foreach (var claimed in IndexLayout.Objects(file))
            {
                named[claimed] = IndexLayout.IsSidecar(claimed) ? file.SidecarSha256 : file.Sha256;
            }
        }

        if (named.Count == 0)
        {
            return;
        }

        await WriteAsync(Names, named, cancellationToken);
        for (var attempt = 0; await IsHinderedAsync(attempt == options.MostConflicts, cancellationToken); attempt++)
        {
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
        return IndexLayout.Objects(file).All(named.ContainsKey);
    }

    /// <summary>Claims files that are about to be removed.</summary>
    /// <returns>Those that others are about to name, which stay.</returns>
    public async Task<IReadOnlySet<string>> RemoveAsync(
        IReadOnlyCollection<string> files,
        CancellationToken cancellationToken
    )
    {
        await WriteAsync(Removes, files.Select(file => KeyValuePair.Create(file, (string?)null)), cancellationToken);
        var staying = new HashSet<string>(StringComparer.Ordinal);
        foreach (var claim in await OthersAsync(cancellationToken))
        {
            if (claim.Key.EndsWith(Names, StringComparison.Ordinal))
            {
                staying.UnionWith((await FilesOfAsync(claim, cancellationToken)).Keys);
            }
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

    private async Task WriteAsync(
        string end,
        IEnumerable<KeyValuePair<string, string?>> files,
        CancellationToken cancellationToken
    )
    {
        // Before it is written: others count from when it was.
        began ??= options.Time.GetUtcNow();
        key = $"{IndexLayout.Claims}{run}{end}";
        await store.PutAsync(
            key,
            ObjectContent.FromBytes(ClaimedFiles.Format(files)),
            StoredOptions.Claim,
            PutCondition.None,
            cancellationToken
        );
    }

    // Of two runs that see each other's claims the one whose name sorts first waits for the other to give way, so that one goes
    // on; one that waits in vain gives way too, since the other may have looked before there was anything to see.
    private async Task<bool> IsHinderedAsync(bool isLast, CancellationToken cancellationToken)
    {
        var (refused, givesWay, isHindered) = (new List<RefusedFile>(), isLast, false);
        foreach (var claim in await OthersAsync(cancellationToken))
        {
            var files = await FilesOfAsync(claim, cancellationToken);
            if (claim.Key.EndsWith(Removes, StringComparison.Ordinal))
            {
                var removed = files.Keys.FirstOrDefault(named.ContainsKey);
                isHindered |= removed is not null;
                if (isLast && removed is not null)
                {
                    throw new FilesBeingRemovedException(removed, claim.Key, HoldsFor, store.Location);
                }
            }
            else if (
                claim.Key.EndsWith(Names, StringComparison.Ordinal)
                && Differing(files, claim).ToList() is { Count: > 0 } differing
            )
            {
                refused.AddRange(differing);
                givesWay |= string.CompareOrdinal(claim.Key, key) < 0;
            }
        }

        return refused.Count > 0 && givesWay
            ? throw new PublishRefusedException(refused, store.Location)
            : isHindered || refused.Count > 0;
    }

    private IEnumerable<RefusedFile> Differing(IReadOnlyDictionary<string, string?> files, ListedObject claim) =>
        from file in files
        let ours = named.GetValueOrDefault(file.Key)
        where file.Value is not null && ours is not null && file.Value != ours
        select new RefusedFile(file.Key.Split('/')[^1], file.Value, ours)
        {
            Claim = claim.Key,
            ClaimEnds = claim.LastModified + HoldsFor,
        };

    // Both times are the store's, so nobody's clock is compared with another's.
    private async Task<IReadOnlyList<ListedObject>> OthersAsync(CancellationToken cancellationToken)
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
        return [.. rows.Where(row => row.Key != key && row.LastModified > now - HoldsFor)];
    }

    // None where it has ended since.
    private async Task<IReadOnlyDictionary<string, string?>> FilesOfAsync(
        ListedObject claim,
        CancellationToken cancellationToken
    )
    {
        await using var found = await store.GetAsync(claim.Key, cancellationToken);
        return found is null
            ? new Dictionary<string, string?>()
            : ClaimedFiles.Parse(await found.ReadBytesAsync(MostBytes, cancellationToken));
    }
}
