using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Completing;
using Wheelhouse.Build.Notifications;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Verification;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Requirements;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build;

/// <summary>
/// What a run was asked for: complete, valid and unchanging. Paths are absolute; whether an input is there is checked
/// by the task that needs it. What each option means stands in <see cref="OptionTable"/>.
/// </summary>
public sealed record Options
{
    private static readonly ProjectName VllmProject = ProjectName.Parse("vllm");

    /// <summary>The folder that everything is written to.</summary>
    public required string Artifacts { get; init; }

    /// <summary>The folder of the base wheels; null when the run makes or has its own.</summary>
    public required string? BaseWheels { get; init; }

    /// <summary>The vLLM wheel, or a folder with just that one (see <see cref="OneWheel"/>); null when the run has its own.</summary>
    public required string? VllmWheel { get; init; }

    /// <summary>The recipe: a name of a shipped one, or an absolute path; null when nothing is built.</summary>
    public required string? Recipe { get; init; }

    /// <summary>The GPUs to build for; empty for the recipe's.</summary>
    public required IReadOnlyList<string> RocmArchitectures { get; init; }

    /// <summary>The ROCm to build for; null for the recipe's.</summary>
    public required string? RocmVersion { get; init; }

    /// <summary><c>latest</c>, or the tag, branch or commit that is released; null for the recipe's.</summary>
    public required string? Vllm { get; init; }

    /// <summary>The repository to clone, as git takes it; null for the recipe's.</summary>
    public required string? SourceRepository { get; init; }

    /// <summary>The REST API that is asked for releases, ending in a slash; null for GitHub's own.</summary>
    public required Uri? GitHubApi { get; init; }

    /// <summary>The folder of wheels to work on; null for the run's own.</summary>
    public required string? Wheels { get; init; }

    /// <summary>The wheel to inspect, or a folder with just that one; null when none was given.</summary>
    public required string? Wheel { get; init; }

    /// <summary>The folder of wheels to audit.</summary>
    public required string Wheelhouse { get; init; }

    /// <summary>The folder to write to; null for the run's own.</summary>
    public required string? Output { get; init; }

    /// <summary>Whether a rehearsal builds with Docker, and what is cleaned is cleaned there too.</summary>
    public required bool Docker { get; init; }

    /// <summary>The engine that builds; null for the one that docker's own settings name.</summary>
    public required string? DockerHost { get; init; }

    /// <summary>The builder of buildx that builds; null for the engine's own.</summary>
    public required string? Builder { get; init; }

    /// <summary>Whether everything is built anew, and replaces what is kept of earlier builds.</summary>
    public required bool NoCache { get; init; }

    /// <summary>Whether wheels are taken from earlier builds alone, and none is built.</summary>
    public required bool CacheOnly { get; init; }

    /// <summary>The image that is installed in; null for this machine.</summary>
    public required string? DockerImage { get; init; }

    /// <summary>The GPU devices that the container gets; null for none.</summary>
    public required GpuDevices? Devices { get; init; }

    /// <summary>Where compilers share their results.</summary>
    public required SccacheSettings Sccache { get; init; }

    /// <summary>How versions are rewritten.</summary>
    public required VersionPolicy VersionPolicy { get; init; }

    /// <summary>Whether the policy was asked for: it then stands above the recipe's.</summary>
    public required bool VersionPolicyGiven { get; init; }

    /// <summary>How wheels come to their platform tag; null for the recipe's way, or none.</summary>
    public required PlatformTagPolicy? PlatformTag { get; init; }

    /// <summary>
    /// The index to resolve from or to verify; null when none was given. Pass on its <see cref="Uri.OriginalString"/>,
    /// and mask it wherever it is shown.
    /// </summary>
    public required Uri? IndexUrl { get; init; }

    /// <summary>More indexes to resolve from.</summary>
    public required IReadOnlyList<Uri> ExtraIndexUrls { get; init; }

    /// <summary>More places to resolve from: absolute folders and URLs, as pip takes them.</summary>
    public required IReadOnlyList<string> FindLinks { get; init; }

    /// <summary>Whether no index is asked at all.</summary>
    public required bool NoIndex { get; init; }

    /// <summary>What may not be built from source: <c>:all:</c>, <c>:none:</c> or names joined by commas.</summary>
    public required string OnlyBinary { get; init; }

    /// <summary>The interpreter: an absolute path, or a name to be found on PATH.</summary>
    public required string Python { get; init; }

    /// <summary>The Python that the wheels are for, such as 3.12; null for the interpreter's.</summary>
    public required PythonVersion? PythonVersion { get; init; }

    /// <summary>All Pythons given by <c>--python-version</c>.</summary>
    public required IReadOnlyList<PythonVersion> PythonVersions { get; init; }

    /// <summary>The platform tag that the wheels are for; null for the interpreter's machine.</summary>
    public required string? Platform { get; init; }

    /// <summary>The Pythons to audit for: the versions given as <c>--python</c> and <c>--python-version</c>.</summary>
    public required IReadOnlyList<PythonVersion> AuditedPythons { get; init; }

    /// <summary>The platforms to audit for.</summary>
    public required IReadOnlyList<string> AuditedPlatforms { get; init; }

    /// <summary>Globs over project names in normal form that may not be in the set.</summary>
    public required IReadOnlyList<string> Deny { get; init; }

    /// <summary>What users will ask for.</summary>
    public required IReadOnlyList<Requirement> Roots { get; init; }

    /// <summary>Whether the roots were asked for, and are not the default.</summary>
    public required bool RootsGiven { get; init; }

    /// <summary>Where users install from.</summary>
    public required StoreLocation Store { get; init; }

    /// <summary>Which of the store's indexes is meant.</summary>
    public required Channel Channel { get; init; }

    /// <summary>How buckets are reached.</summary>
    public required S3Settings S3 { get; init; }

    /// <summary>The address that users reach the store at, ending in a slash; null when none was given.</summary>
    public required Uri? PublicUrl { get; init; }

    /// <summary>Where users reach the store, ending in a slash; null for a folder that no web server is known for.</summary>
    public Uri? StoreUrl => PublicUrl ?? (Store as BucketLocation)?.PublicUrl(S3);

    /// <summary>The path of the channel's index below the store's address, ending in a slash.</summary>
    public string IndexPath => Channel.Root + "simple/";

    /// <summary>The index that users install from, ending in a slash; null for a folder that no web server is known for.</summary>
    public Uri? StoreIndex => StoreUrl is { } url ? new Uri(url, IndexPath) : null;

    /// <summary>Whether vLLM is among the roots, so that its wheel and the base wheels are needed.</summary>
    public bool WantsVllm => Roots.Any(root => root.ProjectName == VllmProject);

    /// <summary>Where dependencies may come from.</summary>
    public PackageSources PackageSources =>
        new(
            IndexUrl?.OriginalString,
            [.. ExtraIndexUrls.Select(url => url.OriginalString)],
            FindLinks,
            NoIndex,
            OnlyBinary
        );

    /// <summary>
    /// The index that <c>Verify-Install</c> or <c>Watch</c> is pointed at; null for the store. A setting that dependencies are resolved
    /// from is not meant so, nor is one that comes with a whole release.
    /// </summary>
    public required Uri? VerifyUrl { get; init; }

    /// <summary>The project whose versions are changed; null when none was given.</summary>
    public required ProjectName? Project { get; init; }

    /// <summary>The project, for a task that cannot do without.</summary>
    /// <exception cref="InputNeededException">None was given.</exception>
    public ProjectName RequireProject() =>
        Project ?? throw new InputNeededException("a project is needed", "--project", "give it as --project=NAME");

    /// <summary>The version that is changed; null when none was given.</summary>
    public required PythonVersion? ProjectVersion { get; init; }

    /// <summary>The version, for a task that cannot do without.</summary>
    /// <exception cref="InputNeededException">None was given.</exception>
    public PythonVersion RequireProjectVersion() =>
        ProjectVersion
        ?? throw new InputNeededException("a version is needed", "--version", "give it as --version=VERSION");

    /// <summary>How many versions of a project stay; null when none was given.</summary>
    public required int? Keep { get; init; }

    /// <summary>How long a version stays; null when nothing was given.</summary>
    public required TimeSpan? OlderThan { get; init; }

    /// <summary>How long a file stays that no page names.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>Why something is done, for users to read; null when nothing was said.</summary>
    public required string? Reason { get; init; }

    /// <summary>The channel to take from; null when none was given.</summary>
    public required Channel? From { get; init; }

    /// <summary>Where to go; its meaning is the task's. Null when nothing was given.</summary>
    public required string? To { get; init; }

    /// <summary>Modules that must import after installing.</summary>
    public required IReadOnlyList<string> VerifyImports { get; init; }

    /// <summary>Whether the roots must install from the new pages before users see these.</summary>
    public required bool InstallGate { get; init; }

    /// <summary>What it costs to store a GB (of 1000^3 bytes) for a month, in USD.</summary>
    public required decimal StoragePrice { get; init; }

    /// <summary>Whether the bucket gets a website endpoint.</summary>
    public required bool Website { get; init; }

    /// <summary>Whether policies are printed, and nothing else is done.</summary>
    public required bool PrintPolicies { get; init; }

    /// <summary>The repository whose runs may take a role, <c>OWNER/NAME</c>; null when none was given.</summary>
    public required string? GitHubRepository { get; init; }

    /// <summary>The port to serve on; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Whether changes are only shown.</summary>
    public required bool Plan { get; init; }

    /// <summary>Whether every member of a wheel is read.</summary>
    public required bool Full { get; init; }

    /// <summary>Whether every file of a store is read.</summary>
    public required bool Check { get; init; }

    /// <summary>Whether an index is watched without installing from it.</summary>
    public required bool NoInstall { get; init; }

    /// <summary>The webhook that is told what became of a run; null for none. A secret: show its host alone.</summary>
    public required Uri? NotifyUrl { get; init; }

    /// <summary>What the webhook takes.</summary>
    public required NotifyFormat NotifyFormat { get; init; }

    /// <summary>Whether the job of a build server failed that <c>Notify</c> tells of, whatever its last task left.</summary>
    public required bool JobFailed { get; init; }

    /// <summary>Whether standard output carries data alone.</summary>
    public required bool Json { get; init; }

    /// <summary>Whether what the slow tests need is installed.</summary>
    public required bool Provision { get; init; }

    /// <summary>The benchmarks to run; empty for all.</summary>
    public required IReadOnlyList<string> Benchmarks { get; init; }

    /// <summary>Whether benchmarks only show that they work.</summary>
    public required bool Quick { get; init; }

    /// <summary>The shell that command lines are to be completed in; null when none was given.</summary>
    public required Shell? Shell { get; init; }

    /// <summary>The filter handed to <c>dotnet test</c>; null for all tests.</summary>
    public required string? TestFilter { get; init; }

    /// <summary>Whether stand-ins are used in place of real wheels.</summary>
    public required bool IsRehearsal { get; init; }

    /// <summary>Every option's texts and where they came from, in the table's order.</summary>
    public required IReadOnlyList<OptionValue> Values { get; init; }

    /// <summary>Every option's texts and where they came from, one a line, secrets masked.</summary>
    /// <returns>The lines.</returns>
    public override string ToString() => string.Join('\n', Values.Where(value => value.Texts.Count > 0));
}
