using Wheelhouse.Index;

namespace Wheelhouse.Publishing;

/// <summary>What a channel of a store offers.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Generation">The generation of its list of projects; 0 when that cannot be read.</param>
/// <param name="Pages">The page of each of its projects, by name; those that cannot be read are among the findings.</param>
public sealed record ChannelStatus(Channel Channel, long Generation, IReadOnlyList<ProjectPage> Pages)
{
    /// <summary>
    /// The list of projects as a repair makes it anew: where it is lost, cannot be read, or went back to an earlier one, and all
    /// pages of its projects can be read.
    /// </summary>
    internal RootPage? RestoredList { get; init; }

    /// <summary>Pages that are lost or cannot be read, as a repair restores them.</summary>
    internal IReadOnlyList<ProjectPage> RestoredPages { get; init; } = [];

    /// <summary>How many files its pages name.</summary>
    public int Files => Pages.Sum(page => page.Files.Count);

    /// <summary>The bytes of these files.</summary>
    public long Bytes => Pages.Sum(page => page.Files.Sum(file => file.Size));
}
