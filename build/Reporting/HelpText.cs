using Spectre.Console.Rendering;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Completing;

namespace Wheelhouse.Build.Reporting;

/// <summary>What the pipeline says of itself: how it is called, which tasks there are and what they take.</summary>
public static class HelpText
{
    private const string Usage = "./build.cake-frosting --target=TASK [--target=TASK ...] [ARGUMENT ...]";

    /// <summary>How the pipeline is called, and where it says more.</summary>
    public static IRenderable OfProgram() =>
        Words.Below(
            Words.Of($"{Usage}\n\nArguments:"),
            Arguments([Completions.Target, .. Completions.OptionsOfCake]),
            Words.Of(
                """

                Without any argument it lists the tasks and all that they take; --help beside
                --target=TASK tells what that task takes, build/README.md what all of them do.
                First of all:
                    ./build.cake-frosting --target=Rehearse
                """
            )
        );

    /// <summary>What a task does, what runs before it, and what these take.</summary>
    /// <param name="task">The task.</param>
    /// <param name="tasks">The tasks there are.</param>
    public static IRenderable Of(TaskSummary task, IReadOnlyList<TaskSummary> tasks)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Words.Below(Parts(task, new Completions(tasks, []).OptionsOf(task)));
    }

    /// <summary>All tasks and all arguments.</summary>
    /// <param name="tasks">The tasks there are.</param>
    public static IRenderable OfAll(IReadOnlyList<TaskSummary> tasks) =>
        Words.Below(
            Words.Of($"{Usage}\n\nTasks:"),
            new DefinitionList(tasks.Select(task => (task.Name, task.Description))),
            Words.Of("\nArguments:"),
            Arguments(OptionTable.All),
            Words.Of(
                """

                --target=TASK --help tells which arguments a task takes.

                An argument --base-wheels is also the environment variable
                CAKE_WHEELHOUSE_BASEWHEELS and the key BaseWheels of [Wheelhouse] in
                cake.config; the nearest counts, in this order. What is repeatable is repeated
                as an argument and joined by ; elsewhere. Relative paths count from where you
                stand (or --working), those of cake.config from its folder, the defaults from
                the repository.

                Of Cake:
                """
            ),
            Arguments(Completions.OptionsOfCake),
            Words.Of(
                """

                Examples:
                  ./build.cake-frosting --target=Test
                  ./build.cake-frosting --target=Release --recipe=rocm-7.1-gfx942 --plan
                  ./build.cake-frosting --target=Publish --store=file:///srv/wheels
                """
            )
        );

    private static IEnumerable<IRenderable> Parts(TaskSummary task, IReadOnlyList<string> options)
    {
        yield return Words.Of($"./build.cake-frosting --target={task.Name} [ARGUMENT ...]\n\n{task.Description}");
        if (task.After.Count > 0)
        {
            yield return Words.Of($"Before it run {string.Join(", ", task.After)} (--tree shows all).");
        }

        if (options.Count > 0)
        {
            yield return Words.Of("\nArguments:");
            yield return Arguments(options.Select(OptionTable.Get));
        }

        yield return Words.Of("\nArguments of all tasks:");
        yield return Arguments(OptionTable.All.Where(option => option.Tasks.Count == 0));
    }

    private static DefinitionList Arguments(IEnumerable<OptionDefinition> options) =>
        new(options.Select(option => (option.Usage, Meaning(option))));

    private static string Meaning(OptionDefinition option) =>
        option.Description
        + (option.IsRepeatable ? "; repeatable" : "")
        + (option.DefaultText.Length > 0 ? $" [{option.DefaultText}]" : "");
}
