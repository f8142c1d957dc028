using Cake.Frosting;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Tasks;

/// <summary>Makes a NuGet package of the library, for other C# programs.</summary>
[TaskName("Pack")]
[TaskDescription("Make a NuGet package of the library, with symbols, in artifacts/packages")]
public sealed class Pack : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var folder = context.Artifacts.Packages;
        if (context.Options.Plan)
        {
            context.Report($"would pack lib/Wheelhouse into {folder}");
            return;
        }

        new ConsoleProgram(context).Run(
            "dotnet",
            [
                "pack",
                "lib/Wheelhouse",
                "--configuration",
                "Release",
                "--output",
                folder,
                // No path of this machine in what is compiled, so the same sources give the same bytes anywhere.
                "-p:ContinuousIntegrationBuild=true",
                // Apart from what was built for use here, which has such paths and would be packed as it is.
                "-p:IntermediateOutputPath=obj/Pack/",
                "-p:OutputPath=bin/Pack/",
                // That is what Test does.
                "-p:RunAnalyzers=false",
            ],
            "the reason is above"
        );
    }
}
