using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Completing;
using Wheelhouse.Build.Releases.Recipes;

namespace Wheelhouse.Build.Tasks;

/// <summary>Prints what completes command lines of the pipeline in a shell.</summary>
[TaskName(Name)]
[TaskDescription("Print the completion of tasks, options and their values for a shell: --shell=bash or --shell=zsh")]
public sealed class Completion : FrostingTask<BuildContext>
{
    /// <summary>The task's name.</summary>
    public const string Name = "Completion";

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var shell =
            context.Options.Shell
            ?? throw new InputNeededException("a shell is needed", "--shell", "give it as --shell=bash or --shell=zsh");
        var completions = new Completions(
            context.Tasks,
            [.. RecipeReader.Names(Path.Join(context.Repository, "build", "recipes"))]
        );
        context.WriteData(shell == Shell.Bash ? BashCompletion.Of(completions) : ZshCompletion.Of(completions));
    }
}
