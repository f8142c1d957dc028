using Cake.Frosting;
using Wheelhouse.Build.Rehearsal;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Files;

namespace Wheelhouse.Build.Tasks;

/// <summary>Writes the wheels of a rehearsal.</summary>
[TaskName("Make-Stand-Ins")]
[TaskDescription(
    "Write the small wheels that a rehearsal releases, into rehearsal/; with --docker, what they are built from"
)]
public sealed class MakeStandIns : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var interpreter = new PythonRunner(context).Inspect(context.Options.Python, context.Cancellation);
        var standIns = new StandIns(interpreter);
        var links = StandIns.Links.ToLookup(standIn => context.Options.Docker && standIn.Name == StandIns.SourceOnly);
        if (context.Options.Docker && context.Recipe is { } recipe)
        {
            StandInRepository.Write(context);
            new StandInImage(context).Import(recipe.ResolvedBaseImage, interpreter);
        }

        Write(standIns.Base, context.Artifacts.RehearsalBase);
        Write([standIns.Vllm], context.Artifacts.RehearsalVllm);
        Write([.. links[false]], context.Artifacts.RehearsalLinks, [.. links[true]]);
        context.Report($"stand-ins for Python {interpreter.Version} are in {context.Artifacts.Rehearsal}");
    }

    private static void Write(IReadOnlyList<StandIn> wheels, string folder, params IReadOnlyList<StandIn> sources)
    {
        using var staged = StagedFolder.Create(folder);
        foreach (var standIn in wheels)
        {
            StandInWheel.Write(standIn, staged.Path);
        }

        foreach (var standIn in sources)
        {
            StandInSource.Write(standIn.Name, standIn.Version, staged.Path);
        }

        staged.Commit();
    }
}
