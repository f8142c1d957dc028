using Cake.Frosting;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Diagnosis;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Build.Tools.Rocm;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Tasks;

/// <summary>Says what this machine can do, and what mends what it cannot.</summary>
[TaskName("Doctor")]
[TaskDescription("Say what this machine can do, for --recipe and --store; fails where what was chosen cannot run here")]
public sealed class Doctor : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (options, recipe) = (context.Options, context.Recipe);
        List<IMachineCheck> checks =
        [
            new DockerCheck(new DockerRunner(context, options.DockerHost), recipe, options.Builder),
            new DiskCheck(options.Artifacts, recipe?.DiskGigabytes),
            new GpuCheck(recipe, new RocmInfoRunner(context).Run),
            new PythonCheck(new PythonRunner(context), options.Python, recipe),
            new AuditwheelCheck(
                new PythonRunner(context),
                new PipRunner(context),
                options.Python,
                PlatformTags.PolicyOf(context) == PlatformTagPolicy.Repair ? options.PackageSources : null
            ),
            GitCheck.Of(new GitRunner(context)),
        ];
        if (options.Store is { } store)
        {
            // A folder is reached as whoever runs this, without an identity to ask for.
            var identity = store is BucketLocation ? new IdentityCheck(options.S3) : null;
            checks.AddRange(identity is null ? [] : [identity]);
            checks.Add(new StoreCheck(store, options.S3, () => identity?.Arn));
        }

        List<CheckResult> results = [];
        foreach (var check in checks)
        {
            results.AddRange(await check.RunAsync(context.Cancellation));
        }

        context.Report(CheckText.Of(results));

        CheckResult[] failing = [.. results.Where(result => result.Status == CheckStatus.Failing)];
        if (options.Json)
        {
            context.WriteData(Json(recipe?.Name, results));
        }

        if (failing.Length > 0)
        {
            throw new MachineNotReadyException(failing);
        }
    }

    private static string Json(string? recipe, IEnumerable<CheckResult> results) =>
        new JObject
        {
            ["recipe"] = recipe,
            ["isReady"] = results.All(result => result.Status != CheckStatus.Failing),
            ["checks"] = new JArray(
                results.Select(result => new JObject
                {
                    ["name"] = result.Name,
                    ["status"] = CheckResult.Word(result.Status),
                    ["what"] = result.What,
                    ["mend"] = result.Mend,
                })
            ),
        }.ToString();
}
