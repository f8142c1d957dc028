using Cake.Frosting;
using Newtonsoft.Json;
using Wheelhouse.Build.ContinuousIntegration;

namespace Wheelhouse.Build.Tasks;

/// <summary>Says into which parts a release falls, each for a machine of its own.</summary>
[TaskName("Plan-Matrix")]
[TaskDescription("List the builds of a recipe, an architecture and a Python each, for CI's matrix: --json")]
public sealed class PlanMatrix : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var entries = MatrixEntry.Of(context);
        var width = entries.Max(entry => entry.Name.Length);
        foreach (var entry in entries)
        {
            context.Report(
                $"{entry.Name.PadRight(width)}  {entry.RocmArch}, Python {entry.PythonVersion}, ROCm {entry.RocmVersion}, "
                    + $"versions {entry.VersionPolicy}, on {string.Join(' ', entry.Runner)}"
            );
        }

        var matrix = JsonConvert.SerializeObject(new { include = entries });
        if (context.Options.Json)
        {
            context.WriteData(matrix);
        }

        context.Server.SetOutput("matrix", matrix);
    }
}
