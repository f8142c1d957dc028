using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Wheels;

namespace Wheelhouse.Caching;

/// <summary>What the cache answered for a key.</summary>
public sealed record CachedBuild
{
    private CachedBuild(WheelManifest? manifest, IReadOnlyList<string> problems, string? eTag) =>
        (Manifest, Problems, ETag) = (manifest, problems, eTag);

    /// <summary>The wheels that were written into the folder; null where there is no hit.</summary>
    public WheelManifest? Manifest { get; }

    /// <summary>What is wrong with the entry, where there is one that is no hit.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Whether every wheel is there.</summary>
    [MemberNotNullWhen(true, nameof(Manifest))]
    public bool IsHit => Manifest is not null;

    /// <summary>Whether there is an entry that cannot be used; <see cref="BuildCache.PutAsync"/> may replace it.</summary>
    public bool IsDamaged => Problems.Count > 0;

    /// <summary>The mark of the manifest that was found.</summary>
    internal string? ETag { get; }

    /// <summary>The answer on one line, and each problem on one of its own.</summary>
    public override string ToString() =>
        IsHit ? $"{Manifest.Entries.Count} wheels taken from the cache"
        : IsDamaged ? $"the cache's entry is damaged:\n  {string.Join("\n  ", Problems)}"
        : "not in the cache";

    internal static CachedBuild Missing { get; } = new(null, [], null);

    internal static CachedBuild Hit(WheelManifest manifest) => new(manifest, [], null);

    internal static CachedBuild Damaged(IReadOnlyList<string> problems, string eTag) => new(null, problems, eTag);
}
