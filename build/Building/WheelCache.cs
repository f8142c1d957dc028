using Wheelhouse.Build.Building.Inputs;
using Wheelhouse.Build.Stores;
using Wheelhouse.Caching;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>
/// The wheels of one build in the run's store, as they left the build: version policies and platform tags come after, so that runs
/// which differ in these alone share what they build.
/// </summary>
public sealed class WheelCache
{
    private readonly BuildContext context;
    private readonly KnownInputs known;
    private readonly Lazy<IObjectStore> opened;
    private CachedBuild? replaced;

    /// <summary>Opens it; nothing is read yet.</summary>
    /// <param name="context">The run.</param>
    /// <param name="known">What goes into the build.</param>
    public WheelCache(BuildContext context, KnownInputs known)
    {
        this.context = context;
        this.known = known;
        // What is not looked for needs no store: a plan may be made where nobody may open it.
        opened = new Lazy<IObjectStore>(() => context.Options.Store.Open(context.Options.S3));
    }

    /// <summary>What the cache came to: hit, miss, damaged, replaced or unused.</summary>
    public string Result { get; private set; } = "unused";

    private BuildCache Cache => new(opened.Value);

    private string Place =>
        known.AreKnown ? $"{opened.Value.Location}, {BuildCache.Root}{known.Inputs.Key}/" : $"{context.Options.Store}";

    /// <summary>The wheels that a run would take, without a word; null where there are none.</summary>
    public async Task<WheelManifest?> FindAsync() =>
        known.AreKnown ? (await Cache.FindAsync(known.Inputs.Key, context.Cancellation)).Manifest : null;

    /// <summary>Says what a run would find; changes nothing.</summary>
    /// <returns>The wheels that a run would take; null where it would build.</returns>
    public async Task<WheelManifest?> PlanAsync()
    {
        if (!known.AreKnown)
        {
            context.Report($"cache: what it has for this build is not known here: {known.Unknown}");
            return null;
        }

        var found = await Cache.FindAsync(known.Inputs.Key, context.Cancellation);
        context.Report($"cache key {known.Inputs.Key}\n    {string.Join("\n    ", known.Inputs.Texts)}");
        context.Report(
            found.IsHit && context.Options.NoCache ? $"cache: hit, not used for --no-cache and to be replaced ({Place})"
            : found.IsHit ? $"cache: hit, would take {found} ({Place})"
            : $"cache: {found} ({Place})"
        );
        Require(found);
        return context.Options.NoCache ? null : found.Manifest;
    }

    /// <summary>Takes the wheels where every byte of them is right.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <returns>What was taken; null where the wheels are to be built.</returns>
    /// <exception cref="NotCachedException">They may come from nowhere else.</exception>
    /// <exception cref="WheelhouseException">The store cannot be read, or would not take what is built.</exception>
    public async Task<WheelManifest?> TakeAsync(string folder)
    {
        if (!known.AreKnown)
        {
            context.Report($"the cache of builds is not used: {known.Unknown}");
            return context.Options.CacheOnly ? throw new NotCachedException(known.Unknown, Place) : null;
        }

        context.Report($"cache key {known.Inputs.Key}\n    {string.Join("\n    ", known.Inputs.Texts)}");
        var found = context.Options.NoCache
            ? await Cache.FindAsync(known.Inputs.Key, context.Cancellation)
            : await Cache.GetAsync(known.Inputs.Key, folder, context.Cancellation);
        if (found.IsHit && !context.Options.NoCache)
        {
            Result = "hit";
            context.Report($"cache: hit, {found} ({Place})");
            return found.Manifest;
        }

        Require(found);
        Result =
            found.IsHit ? "replaced"
            : found.IsDamaged ? "damaged"
            : "miss";
        replaced = found;
        context.Report(
            found.IsHit ? $"cache: not read (--no-cache); what is built replaces what is there ({Place})"
            : found.IsDamaged ? $"cache: {found}\n  it is built anew, and replaced ({Place})"
            : $"cache: miss, {found} ({Place})"
        );

        // Hours are not spent for a store that would not take what they make.
        await StoreSafety.RequireAsync(context, opened.Value);
        return null;
    }

    /// <summary>Keeps what was built.</summary>
    /// <param name="folder">The folder of the wheels.</param>
    /// <param name="built">What it holds.</param>
    /// <returns>The wheels to go on with: where another builder was first, the folder has that one's now.</returns>
    /// <exception cref="WheelhouseException">The store failed.</exception>
    public async Task<WheelManifest> KeepAsync(string folder, WheelManifest built)
    {
        if (!known.AreKnown)
        {
            return built;
        }

        var (key, cancellation) = (known.Inputs.Key, context.Cancellation);
        var put = await Cache.PutAsync(key, folder, built, replaced, cancellation);
        if (put != CachePutResult.FirstStays)
        {
            context.Report($"cache: {Counted.Of(built.Entries.Count, "wheel")} stored ({Place})");
            return built;
        }

        // Two machines that publish the same build publish the same bytes.
        var other = Directory.CreateDirectory(folder + ".first").FullName;
        var first = await Cache.GetAsync(key, other, cancellation);
        context.Report($"cache: another builder was first: {first} ({Place})");
        if (!first.IsHit)
        {
            return built;
        }

        Directory.Delete(folder, recursive: true);
        Directory.Move(other, folder);
        return first.Manifest;
    }

    private void Require(CachedBuild found)
    {
        if (context.Options.CacheOnly && !found.IsHit)
        {
            throw new NotCachedException($"{found}", Place);
        }
    }
}
