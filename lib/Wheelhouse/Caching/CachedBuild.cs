using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Wheels;

namespace Wheelhouse.Caching;

/// <summary>What the cache answered for a key.</summary>
public sealed record CachedBuild
{
    private CachedBuild(WheelManifest? found, IReadOnlyList<string> problems, string? eTag) =>
        (Found, Problems, ETag) = (found, problems, eTag);

    /// <summary>The wheels of the build; null where there is no hit.</summary>
    public WheelManifest? Manifest => IsDamaged ? null : Found;

    /// <summary>What is wrong with the entry, where there is one that is no hit.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Whether every wheel is there.</summary>
    [MemberNotNullWhen(true, nameof(Manifest))]
    public bool IsHit => Manifest is not null;

    /// <summary>Whether there is an entry that cannot be used; <see cref="BuildCache.PutAsync"/> may replace it.</summary>
    public bool IsDamaged => Problems.Count > 0;

    /// <summary>The manifest that was found and could be read, whatever its files are.</summary>
    internal WheelManifest? Found { get; }

    /// <summary>The mark of the manifest that was found.</summary>
    internal string? ETag { get; }

    /// <summary>The answer on one line, and each problem on one of its own.</summary>
    public override string ToString() =>
        IsHit ? $"{Counted.Of(Manifest.Entries.Count, "wheel")} in the cache"
        : IsDamaged ? $"the cache's entry is damaged:\n  {string.Join("\n  ", Problems)}"
        : "not in the cache";

    internal static CachedBuild Missing { get; } = new(null, [], null);

    internal static CachedBuild Hit(WheelManifest manifest, string eTag) => new(manifest, [], eTag);

    internal static CachedBuild Damaged(IReadOnlyList<string> problems, WheelManifest? found, string eTag) =>
        new(found, problems, eTag);
}
