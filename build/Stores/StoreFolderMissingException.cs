namespace Wheelhouse.Build.Stores;

/// <summary>The folder that is to be a store is not there.</summary>
/// <param name="folder">The folder.</param>
public sealed class StoreFolderMissingException(string folder)
    : WheelhouseException(
        "there is no store here",
        folder,
        "give the folder that was published to as --store=file:///DIR; --target=Publish makes one that is not there yet"
    );
