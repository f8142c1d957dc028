namespace Wheelhouse.Storage;

/// <summary>
/// Objects under text keys with <c>/</c> between their parts: a bucket, or a folder. Every change is atomic: a reader
/// meets the old object or the new one, whole. Implementations are safe for use by several threads and processes at once.
/// </summary>
public interface IObjectStore
{
    /// <summary>Where the objects are, for people to read: <c>file:///srv/wheels</c>.</summary>
    string Location { get; }

    /// <summary>
    /// Whether a key may end in <c>/</c>. A bucket serves the object <c>simple/torch/</c> under just that address; a folder
    /// cannot hold it, and its web server finds <c>simple/torch/index.html</c> by itself.
    /// </summary>
    bool HasKeysEndingInSlash { get; }

    /// <summary>
    /// Whether content type, cache control and metadata given with an object come back with it. A folder keeps bytes alone:
    /// it answers with the <see cref="ObjectMetadata.Sha256"/> of these bytes and no other metadata.
    /// </summary>
    bool KeepsOptions { get; }

    /// <summary>
    /// Whether <see cref="PutAsync"/> compares the bytes with the <see cref="ObjectMetadata.Sha256"/> given with them before
    /// they become visible. Where it does not, whoever must be sure hashes them first.
    /// </summary>
    bool ChecksSha256 => false;

    /// <summary>Tries out on an object of its own, removed afterwards, what the store can do. Errors as for <see cref="PutAsync"/>.</summary>
    Task<StoreAbilities> ProbeAsync(CancellationToken cancellationToken) =>
        new StoreProbe(this).RunAsync(cancellationToken);

    /// <summary>Opens an object, or gives null when it is really absent; the caller disposes of it.</summary>
    /// <exception cref="InvalidObjectKeyException">The key breaks the rules of <see cref="ObjectKey"/>.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be read with these rights.</exception>
    /// <exception cref="StoreOperationFailedException">Anything else: never mistaken for an absent object.</exception>
    Task<StoredObject?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>What is known of an object without its bytes, or null when it is really absent. Errors as for <see cref="GetAsync"/>.</summary>
    Task<ObjectHead?> HeadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes an object if the condition holds at the moment it becomes visible; of racing writers with a condition one wins.</summary>
    /// <returns>Written with its ETag, or that the condition did not hold and nothing changed.</returns>
    /// <exception cref="InvalidObjectKeyException">The key breaks the rules of <see cref="ObjectKey"/>.</exception>
    /// <exception cref="StoreAccessDeniedException">The store may not be written with these rights.</exception>
    /// <exception cref="ContentChangedException">The bytes do not have the <see cref="ObjectMetadata.Sha256"/> given with them; see <see cref="ChecksSha256"/>.</exception>
    /// <exception cref="StoreOperationFailedException">Anything else; the object may or may not have been written.</exception>
    Task<PutResult> PutAsync(
        string key,
        ObjectContent content,
        ObjectOptions options,
        PutCondition condition,
        CancellationToken cancellationToken
    );

    /// <summary>All objects whose keys begin with a text, in ordinal order of their keys. Errors as for <see cref="GetAsync"/>.</summary>
    /// <param name="prefix">The beginning of the keys; empty for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<ListedObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// The objects that were begun and not ended, such as uploads in parts of any program; none where a store keeps no such
    /// thing. Errors as for <see cref="GetAsync"/>.
    /// </summary>
    IAsyncEnumerable<UnfinishedObject> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<UnfinishedObject>();

    /// <summary>Removes what is there of an unfinished object; whoever still writes it must begin anew. Errors as for <see cref="PutAsync"/>.</summary>
    Task RemoveUnfinishedAsync(UnfinishedObject unfinished, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes an object; an absent one is no error. Errors as for <see cref="PutAsync"/>.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}
