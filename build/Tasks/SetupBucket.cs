using Cake.Frosting;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Hosting;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Tasks;

/// <summary>Makes the store's bucket, or finds out how it differs from what a store needs.</summary>
[TaskName("Setup-Bucket")]
[TaskDescription(
    "Make the store's bucket and its settings, or say what differs: --plan, --website; --print-policies prints who needs what"
)]
public sealed class SetupBucket : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (options, cancellation) = (context.Options, context.Cancellation);
        if (options.Store is not BucketLocation location)
        {
            throw new InputNeededException(
                "a folder needs no setting up",
                $"{options.Store}",
                "name a bucket with --store=s3://BUCKET/PREFIX"
            );
        }

        if (options.PrintPolicies)
        {
            PrintPolicies(context, location);
            return;
        }

        var how = new BucketSetupOptions
        {
            Channels = [options.Channel],
            Website = options.Website,
            Grace = options.Grace,
        };
        using var setup = new BucketSetup(location, options.S3, how);
        var plan = await setup.PlanAsync(cancellation);
        context.Report($"{plan}");
        if (options.Json)
        {
            context.WriteData(BucketPlanJson.Of(plan));
        }

        if (!options.Plan && !plan.IsEmpty)
        {
            var now = await setup.ApplyAsync(plan, cancellation);
            context.Report(BucketText.Made(plan, now));
        }
    }

    private static void PrintPolicies(BuildContext context, BucketLocation location)
    {
        var options = context.Options;
        var folder = Path.Join(context.Repository, "build", "aws");
        var policies = AccessPolicies.Fill(folder, location, options.Channel, options.GitHubRepository);
        if (options.Json)
        {
            context.WriteData(policies.ToString(Formatting.Indented));
            return;
        }

        if (options.Output is { } output)
        {
            WritePolicies(context, policies, output);
            return;
        }

        foreach (var (name, policy) in policies)
        {
            context.Report($"{TitleOf(name)}\n{policy!.ToString(Formatting.Indented)}\n");
        }

        if (options.GitHubRepository is null)
        {
            context.Report("--github-repository=OWNER/NAME prints who may take a role by GitHub's OpenID Connect, too");
        }
    }

    private static void WritePolicies(BuildContext context, JObject policies, string folder)
    {
        foreach (var (name, policy) in policies)
        {
            var file = Path.Join(folder, $"{(name == AccessPolicies.GitHubTrust ? "github-trust" : name)}.json");
            context.Report($"{(context.Options.Plan ? "would write" : "wrote")} {file}");
            if (!context.Options.Plan)
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(file, policy!.ToString(Formatting.Indented) + "\n");
            }
        }
    }

    private static string TitleOf(string policy) =>
        policy switch
        {
            "publisher" =>
                "For who publishes, rolls back, yanks and repairs; it deletes nothing but its own trials, claims and probes:",
            "pruner" => "For who prunes; only this deletes what was published:",
            _ => "Who may take such a role: the main branch of one repository. Put your account's number for ACCOUNT:",
        };
}
