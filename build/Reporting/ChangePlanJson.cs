using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Index;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Reporting;

/// <summary>A plan of changes to pages as data for programs.</summary>
public static class ChangePlanJson
{
    /// <summary>One object: <c>action</c>, <c>store</c>, <c>isEmpty</c> and <c>pages</c> in the order of flipping, as <see cref="Pages"/> gives them.</summary>
    /// <param name="plan">The plan.</param>
    public static string Of(ChangePlan plan) => Data(plan).ToString(Formatting.Indented);

    /// <summary>As for a plan of changes, with <c>kept</c> (versions that others need) and <c>objects</c> that go.</summary>
    /// <param name="plan">The plan of a prune.</param>
    public static string Of(PrunePlan plan)
    {
        var data = Data(plan.Entries);
        data["kept"] = new JArray(
            plan.Kept.Select(kept => new JObject
            {
                ["project"] = kept.Project.Value,
                ["version"] = kept.Version.ToString(),
                ["neededBy"] = kept.NeededBy,
            })
        );
        data["objects"] = new JArray(
            plan.Objects.Select(pruned => new JObject
            {
                ["key"] = pruned.Key,
                ["size"] = pruned.Size,
                ["why"] = pruned.Why,
            })
        );
        return data.ToString(Formatting.Indented);
    }

    private static JObject Data(ChangePlan plan) =>
        new()
        {
            ["action"] = plan.Action.ToString(),
            ["store"] = plan.Location,
            ["isEmpty"] = plan.IsEmpty,
            ["pages"] = Pages(plan.Steps.Where(step => !step.IsEmpty).Select(step => step.Change)),
        };

    /// <summary>Pages, each with its <c>project</c>, <c>generation</c> and the names of files <c>added</c>, <c>removed</c>, <c>yanked</c>, <c>unyanked</c>.</summary>
    /// <param name="changes">How they change.</param>
    internal static JArray Pages(IEnumerable<PageChange> changes) =>
        [
            .. changes.Select(change => new JObject
            {
                ["project"] = change.Project.Value,
                ["generation"] = change.Generation,
                ["added"] = Names(change.Added),
                ["removed"] = Names(change.Removed),
                ["yanked"] = Names(change.Yanked),
                ["unyanked"] = Names(change.Unyanked),
            }),
        ];

    private static JArray Names(IEnumerable<IndexFile> files) => [.. files.Select(file => file.FileName.ToString())];
}
