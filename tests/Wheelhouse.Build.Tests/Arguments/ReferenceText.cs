using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

/// <summary>All tasks and options as Markdown, from what they say of themselves.</summary>
internal static class ReferenceText
{
    // Options that come together are told together.
    private static readonly string[] Families = ["s3-", "sccache-"];

    /// <summary>The tasks there are, by name.</summary>
    public static IReadOnlyList<TaskSummary> Tasks { get; } = TaskSummary.AllOf(typeof(BuildContext).Assembly);

    /// <summary>Makes the text.</summary>
    /// <returns>Two tables, each under its heading.</returns>
    public static string Make() =>
        $"""
            ### All tasks

            | task | what it does | runs first | options, beside those of all tasks |
            |---|---|---|---|
            {string.Join('\n', Tasks.Select(Row))}

            ### All options

            | option | default | meaning |
            |---|---|---|
            {string.Join('\n', OptionTable.All.Select(Row))}

            """;

    private static string Row(TaskSummary task) =>
        Row(Code(task.Name), task.Description, Codes(task.After), Codes(OptionsOf(task)));

    private static string Row(OptionDefinition option) =>
        Row(
            Code(option.Usage),
            option.DefaultNote ?? (option.DefaultText.Length > 0 ? Code(option.DefaultText) : ""),
            option.Description
                + (option.IsRepeatable ? "; repeatable" : "")
                + (option.Tasks.Count > 0 ? "" : "; of all tasks")
        );

    private static IEnumerable<string> OptionsOf(TaskSummary task) =>
        OptionTable
            .All.Where(option => option.Tasks.Contains(task.Name))
            .Select(option =>
                Families.FirstOrDefault(family => option.Name.StartsWith(family, StringComparison.Ordinal))
                    is { } family
                    ? $"--{family}..."
                : option.IsSecret ? option.EnvironmentVariable
                : $"--{option.Name}"
            )
            .Distinct();

    private static string Row(params IEnumerable<string> cells) =>
        "|" + string.Concat(cells.Select(cell => $" {cell.Replace("|", "\\|", StringComparison.Ordinal)} |"));

    private static string Codes(IEnumerable<string> names) => string.Join(' ', names.Select(Code));

    private static string Code(string text) => $"`{text}`";
}
