using Wheelhouse.Publishing;

namespace Wheelhouse.Hosting;

/// <summary>What a store's bucket is made for.</summary>
public sealed record BucketSetupOptions
{
    /// <summary>Channels that users will read, besides <see cref="Channel.Main"/> and those that the store has.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Whether the bucket gets a website endpoint.</summary>
    public bool Website { get; init; }

    /// <summary>How long replaced pages and replaced or deleted objects stay; whole days, one at least.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(30);
}
