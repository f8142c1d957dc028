namespace Wheelhouse.Storage;

/// <summary>An object that was begun and not ended, by a run that goes on or by one that was killed: no listing has it, and it costs space.</summary>
/// <param name="Key">The key that it would get, or under a folder the name that it has until then.</param>
/// <param name="Id">What tells it from others of its key.</param>
/// <param name="Size">The bytes that are there.</param>
/// <param name="Begun">When it was begun, or under a folder last written to, by the store's clock.</param>
public sealed record UnfinishedObject(string Key, string Id, long Size, DateTimeOffset Begun);
