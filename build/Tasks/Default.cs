using Cake.Frosting;
using Wheelhouse.Build.Reporting;

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
        context.Report(HelpText.OfAll(context.Tasks));
    }
}
