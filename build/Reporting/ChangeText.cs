using System.Globalization;
using Spectre.Console.Rendering;
using Wheelhouse.Index;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a change of published pages will do, for people.</summary>
public static class ChangeText
{
    /// <summary>A row for each file of each page that changes.</summary>
    /// <param name="plan">The plan.</param>
    public static IRenderable Of(ChangePlan plan)
    {
        if (plan.IsEmpty)
        {
            return Words.Of(plan.ToString());
        }

        var changed = plan.Steps.Where(step => !step.IsEmpty).ToList();
        // One text beside the word: names of files leave no room for more columns.
        var rows = new Listing("", "what");
        foreach (var step in changed)
        {
            var change = step.Change;
            rows.Add(
                    "change",
                    Line($"{change.Project}, generation {step.Before?.Generation ?? 0} to {change.Generation}")
                )
                .AddAll(Rows("add", change.Added))
                .AddAll(Rows("remove", change.Removed))
                .AddAll(Rows("yank", change.Yanked))
                .AddAll(Rows("unyank", change.Unyanked));
        }

        return Words.Below(
            Words.Of(Line($"{plan.Action} in {plan.Location}: {Counted.Of(changed.Count, "page")} to change")),
            rows
        );
    }

    /// <summary>What leaves the pages, what stays since others need it, and which objects go.</summary>
    /// <param name="plan">The plan.</param>
    public static IRenderable Of(PrunePlan plan) =>
        Words.Below(
            Of(plan.Entries),
            new Listing("", "what", "").AddAll(
                plan.Kept.Select(kept =>
                    new[] { "keep", $"{kept.Project} {kept.Version}", $"{kept.NeededBy} needs it" }
                )
            ),
            Words.Of(Line($"{Counted.Of(plan.Objects.Count, "object")} to remove ({ByteSize.Format(plan.Bytes)})")),
            new Listing("", "object", "size>", "why").AddAll(
                plan.Objects.Select(row => new[] { "remove", row.Key, ByteSize.Format(row.Size), $"{row.Why}" })
            )
        );

    private static IEnumerable<string[]> Rows(string verb, IEnumerable<IndexFile> files) =>
        files.Select(file =>
            new[] { verb, string.IsNullOrEmpty(file.Yanked) ? $"{file.FileName}" : $"{file.FileName} ({file.Yanked})" }
        );

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
