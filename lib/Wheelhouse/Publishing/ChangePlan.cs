using System.Text;
using Wheelhouse.Index;

namespace Wheelhouse.Publishing;

/// <summary>What a run will do to pages whose files are in the store already; making it changes nothing.</summary>
/// <param name="Action">What the run does.</param>
/// <param name="Location">The store's location.</param>
/// <param name="Steps">The pages in the order in which they may change; a page may change twice.</param>
public sealed record ChangePlan(IndexAction Action, string Location, IReadOnlyList<PlannedChange> Steps)
{
    /// <summary>Whether all pages are as they should be.</summary>
    public bool IsEmpty => Steps.All(step => step.IsEmpty);

    /// <summary>The plan as a text of several lines, for people.</summary>
    public override string ToString()
    {
        if (IsEmpty)
        {
            return $"{Action}: nothing to change in {Location}";
        }

        var changed = Steps.Where(step => !step.IsEmpty).ToList();
        var text = new StringBuilder();
        text.Append(null, $"{Action} in {Location}: {Counted.Of(changed.Count, "page")} to change");
        foreach (var step in changed)
        {
            var change = step.Change;
            text.Append(
                null,
                $"\n  flip {change.Project}: generation {step.Before?.Generation ?? 0} to {change.Generation}"
            );
            Append(text, "add", change.Added);
            Append(text, "remove", change.Removed);
            Append(text, "yank", change.Yanked);
            Append(text, "unyank", change.Unyanked);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string verb, IReadOnlyList<IndexFile> files)
    {
        foreach (var file in files)
        {
            var reason = string.IsNullOrEmpty(file.Yanked) ? "" : $" ({file.Yanked})";
            text.Append(null, $"\n    {verb} {file.FileName}{reason}");
        }
    }
}
