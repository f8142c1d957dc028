using Cake.Frosting;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Releases;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tasks;

/// <summary>Says whether what a recipe releases is in the index already, for a schedule that is to do nothing then.</summary>
[TaskName("Check-Release")]
[TaskDescription(
    "Say whether the index has each build of the release that --recipe names already; changes nothing; --json"
)]
public sealed class CheckRelease : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var (options, entries) = (context.Options, MatrixEntry.Of(context));
        var release = await ReleaseLookup.ResolveAsync(context, context.Recipe!);
        // A commit without a version has no name to be found by.
        var builds = release.Version is { } version ? BuildsOf(PythonVersion.Parse(version), entries, options) : [];
        var index = options.Channel.Of(options.Store.Open(options.S3));
        var versions = await PublishedVersions.OfAsync(index, ProjectName.Parse(release.Project), context.Cancellation);
        var (published, missing) = (builds.Intersect(versions).ToList(), builds.Except(versions).ToList());
        var isPublished = published.Count > 0 && missing.Count == 0;
        var name = $"{release.Project} {release.Version ?? release.Commit}";
        context.Report(
            isPublished ? $"{name} is in {index.Location} already, as {string.Join(", ", published)}"
            : published.Count == 0 ? $"{name} is not in {index.Location} yet"
            : $"{name} is in {index.Location} in part: as {string.Join(", ", published)}, not yet as {string.Join(", ", missing)}"
        );
        if (options.Json)
        {
            var found = JObject.Parse(release.ToJson());
            found["published"] = new JArray(published.Select(item => $"{item}"));
            found["missing"] = new JArray(missing.Select(item => $"{item}"));
            context.WriteData($"{found}");
        }

        ReleaseLookup.SetOutputs(context.Server, release);
        context.Server.SetOutput("published", isPublished ? "true" : "false");
    }

    // Each has a label of its own, unless one is asked for.
    private static List<PythonVersion> BuildsOf(
        PythonVersion release,
        IReadOnlyList<MatrixEntry> entries,
        Options options
    ) =>
        options.VersionPolicyGiven
            ? [options.VersionPolicy.Apply(release)]
            : [.. entries.Select(entry => entry.VersionOf(release))];
}
