using Cake.Frosting;
using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tasks;

/// <summary>Lists the tasks and their arguments.</summary>
[TaskName("Default")]
[TaskDescription("List the tasks and their arguments")]
public sealed class Default : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Report("./build.cake-frosting --target=TASK [--target=TASK ...] [ARGUMENT ...]");
        context.Report("\nTasks:");
        Table(context, context.Tasks.Select(task => (task.Name, task.Description)));
        context.Report("\nArguments:");
        Table(context, OptionTable.All.Select(option => (option.Usage, Explain(option))));
        context.Report(
            """

            An argument --base-wheels is also the environment variable CAKE_WHEELHOUSE_BASEWHEELS and the key BaseWheels of
            [Wheelhouse] in cake.config; the nearest counts, in this order. What is repeatable is repeated as an argument
            and joined by ; elsewhere. Relative paths count from where you stand (or --working), those of cake.config from
            its folder, the defaults from the repository.

            Of Cake: --tree, --description, --dryrun, --exclusive, --verbosity=LEVEL, --working=DIR, --help, --version.

            Examples:
              ./build.cake-frosting --target=Test
              ./build.cake-frosting --target=Release --base-wheels=DIR --vllm-wheel=FILE --plan
              ./build.cake-frosting --target=Publish --store=file:///srv/wheels --verbosity=verbose
            """
        );
    }

    private static string Explain(OptionDefinition option) =>
        option.Description
        + (option.IsRepeatable ? "; repeatable" : "")
        + (option.DefaultText.Length > 0 ? $" [{option.DefaultText}]" : "")
        + (option.Tasks.Count > 0 ? $" ({string.Join(", ", option.Tasks)})" : "");

    private static void Table(BuildContext context, IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToList();
        var width = all.Max(row => row.Left.Length);
        foreach (var (left, right) in all)
        {
            context.Report($"  {left.PadRight(width)}  {right}".TrimEnd());
        }
    }
}
