using Cake.Frosting;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Releases;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tasks;

/// <summary>Says whether what a recipe releases is in the index already, for a schedule that is to do nothing then.</summary>
[TaskName("Check-Release")]
[TaskDescription("Say whether the release that --recipe names is in the index already; changes nothing; --json")]
public sealed class CheckRelease : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var recipe =
            context.Recipe
            ?? throw new InputNeededException("a recipe is needed", "--recipe", "give it as --recipe=NAME");
        var options = context.Options;
        var release = await ReleaseLookup.ResolveAsync(context, recipe);
        var index = options.Channel.Of(options.Store.Open(options.S3));
        var published = release.Version is { } version
            ? await PublishedVersions.OfAsync(
                index,
                ProjectName.Parse(release.Project),
                PythonVersion.Parse(version),
                context.Cancellation
            )
            : [];
        var name = $"{release.Project} {release.Version ?? release.Commit}";
        context.Report(
            published.Count > 0
                ? $"{name} is in {index.Location} already, as {string.Join(", ", published)}"
                : $"{name} is not in {index.Location} yet"
        );
        if (options.Json)
        {
            var found = JObject.Parse(release.ToJson());
            found["published"] = new JArray(published.Select(item => $"{item}"));
            context.WriteData($"{found}");
        }

        ReleaseLookup.SetOutputs(context.Server, release);
        context.Server.SetOutput("published", published.Count > 0 ? "true" : "false");
    }
}
