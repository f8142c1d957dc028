using Wheelhouse.Storage;

namespace Wheelhouse.Build.Stores;

/// <summary>
/// A store that must be there already: a folder that is not is a mistyped one, which would pass for an empty store that lacks nothing.
/// Only a publish makes a folder. Of buckets their service tells.
/// </summary>
public static class PublishedStore
{
    /// <summary>Opens the store of a run.</summary>
    /// <param name="options">What the run was asked for.</param>
    /// <exception cref="StoreFolderMissingException">It is a folder that is not there.</exception>
    public static IObjectStore Open(Options options)
    {
        if (options.Store is FolderLocation { Folder: var folder })
        {
            RequireFolder(folder);
        }

        return options.Store.Open(options.S3);
    }

    /// <summary>Makes sure that the folder of a store is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="StoreFolderMissingException">It is not there.</exception>
    public static void RequireFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new StoreFolderMissingException(folder);
        }
    }
}
