using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Completing;

/// <summary>What a command line can be completed by: tasks, options, and the values of these.</summary>
/// <param name="Tasks">The tasks there are.</param>
/// <param name="Recipes">The names of the recipes that come with the pipeline.</param>
public sealed record Completions(IReadOnlyList<TaskSummary> Tasks, IReadOnlyList<string> Recipes)
{
    /// <summary>What names a task.</summary>
    public static OptionDefinition Target { get; } =
        new("target", "TASK", "A task to run; case does not matter") { IsRepeatable = true };

    /// <summary>The options of Cake.</summary>
    public static IReadOnlyList<OptionDefinition> OptionsOfCake { get; } =
    [
        new("exclusive", "", "Run the named tasks alone, from what earlier runs left"),
        new("dryrun", "", "List what would run, and run nothing"),
        new("tree", "", "Show which task runs which first"),
        new("description", "", "Show what each task does"),
        new("verbosity", "quiet|minimal|normal|verbose|diagnostic", "How much is told"),
        new("working", "DIR", "The folder that relative paths count from"),
        new("help", "", "Show how the pipeline is called; beside --target=TASK, what that task takes"),
    ];

    /// <summary>The pipeline's options, then those of Cake.</summary>
    public static IReadOnlyList<OptionDefinition> Options { get; } = [Target, .. OptionTable.All, .. OptionsOfCake];

    /// <summary>The values of an option that are known by name.</summary>
    /// <param name="option">The option.</param>
    /// <returns>Values; one that ends in a colon goes on.</returns>
    public IReadOnlyList<string> ValuesOf(OptionDefinition option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Name switch
        {
            "target" => [.. Tasks.Select(task => task.Name)],
            "recipe" => Recipes,
            _ => option.Literals,
        };
    }

    /// <summary>The options that a task reads, or a task that runs before it, but for those that all tasks take.</summary>
    /// <param name="task">The task.</param>
    /// <returns>Names without dashes, in the table's order.</returns>
    public IReadOnlyList<string> OptionsOf(TaskSummary task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var running = TaskSummary.WithAllBefore(task.Name, Tasks);
        return [.. OptionTable.All.Where(option => option.Tasks.Any(running.Contains)).Select(option => option.Name)];
    }

    /// <summary>The options that some tasks read and others do not.</summary>
    /// <returns>Names without dashes.</returns>
    public static IEnumerable<string> OptionsOfSome() =>
        OptionTable.All.Where(option => option.Tasks.Count > 0).Select(option => option.Name);

    /// <summary>A shell function that puts the options a task reads into <c>REPLY</c>, a blank around each.</summary>
    /// <param name="word">How the shell writes its first argument in small letters, or takes it without regard of case.</param>
    /// <returns>Lines in the syntax that both shells have.</returns>
    public string FunctionOfOptions(string word) =>
        string.Join(
            '\n',
            [
                "_wheelhouse_options() {",
                $"    case {word} in",
                .. Tasks.Select(task =>
                    $"        {Lower(task.Name)}) REPLY=' {string.Join(' ', OptionsOf(task).Select(name => "--" + name))} ' ;;"
                ),
                "        *) REPLY= ;;",
                "    esac",
                "}",
            ]
        );

    [SuppressMessage("Globalization", "CA1308", Justification = "Shells fold what is typed to small letters.")]
    private static string Lower(string name) => name.ToLowerInvariant();
}
