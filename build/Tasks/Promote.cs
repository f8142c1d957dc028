using Cake.Frosting;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Stores;
using Wheelhouse.Names;
using Wheelhouse.Publishing;

namespace Wheelhouse.Build.Tasks;

/// <summary>Offers a version of one channel in another.</summary>
[TaskName("Promote")]
[TaskDescription(
    "Offer a version of one channel in another, with all it takes: --from, --to, --version, --project; --plan"
)]
public sealed class Promote : AsyncFrostingTask<BuildContext>
{
    private static readonly ProjectName Vllm = ProjectName.Parse("vllm");

    /// <inheritdoc/>
    public override Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        var from = options.From ?? throw Needed("--from");
        var to = Channel.Parse(options.To ?? throw Needed("--to"));
        if (from == to)
        {
            throw new InputNeededException(
                $"{from} is the channel to take from and the one to offer in",
                "--from and --to",
                "name two channels"
            );
        }

        var (project, version) = (options.Project ?? Vllm, options.RequireProjectVersion());
        return IndexChange.RunAsync(
            context,
            (store, how) => new PromotionPlanner(store, how).PlanAsync(from, project, version, context.Cancellation),
            to
        );
    }

    private static InputNeededException Needed(string option) =>
        new("a channel is needed", option, $"give it as {option}=NAME; main is the index at the store's own address");
}
