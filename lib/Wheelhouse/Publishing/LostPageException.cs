using Wheelhouse.Index;
using Wheelhouse.Names;

namespace Wheelhouse.Publishing;

/// <summary>A project that the list of projects knows has no page in any form: one begun anew would lack what was published.</summary>
/// <param name="key">The key of its JSON page.</param>
/// <param name="generation">The generation that the list knows.</param>
/// <param name="location">The store's location.</param>
public sealed class LostPageException(string key, long generation, string location)
    : WheelhouseException(
        $"\"{key}\" is lost: it is not there, and the list of projects knows its generation {generation}",
        location,
        "Run Repair, which restores it where another key has it; else restore it from the bucket's versions or a backup."
    )
{
    /// <summary>The key of the JSON page.</summary>
    public string Key { get; } = key;

    // The list is to be read before the page is looked for: a page is there before the list knows it.
    internal static void ThrowIfKnown(ProjectName project, RootPage? root, string location)
    {
        if (root?.Projects.FirstOrDefault(row => row.Name == project) is { PageGeneration: > 0 } row)
        {
            throw new LostPageException(IndexLayout.ProjectJson(project), row.PageGeneration, location);
        }
    }
}
