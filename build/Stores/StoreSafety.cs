using Cake.Core.Diagnostics;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Stores;

/// <summary>Whether a store may be changed while people install from it and others publish to it.</summary>
public static class StoreSafety
{
    /// <summary>Finds out by an object of its own, reports it, and refuses a store that is not safe.</summary>
    /// <param name="context">The run.</param>
    /// <param name="store">The store, not seen through a channel.</param>
    /// <exception cref="UnsafeStoreException">The store does not keep conditions or bytes, and nobody said that this is known.</exception>
    public static async Task RequireAsync(BuildContext context, IObjectStore store)
    {
        var abilities = await store.ProbeAsync(context.Cancellation);
        context.Report($"{store.Location} {abilities.Summary}");
        context.Log.Verbose("{0}", abilities);
        if (!context.Options.S3.AllowsUnsafeStore)
        {
            abilities.RequireSafe(store.Location);
        }
    }
}
