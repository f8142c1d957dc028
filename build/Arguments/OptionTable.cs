using Wheelhouse.Build.Tasks;
using Wheelhouse.Build.Verification;

namespace Wheelhouse.Build.Arguments;

/// <summary>Every option of the pipeline: what is read, refused, suggested and documented comes from here.</summary>
public static class OptionTable
{
    private const string InRehearsal = OptionDefinition.InArtifacts + "rehearsal/";

    // Tasks upon one index that is published; those after it are upon more than one.
    private static readonly string[] ChannelTasks = ["Prune", "Releases", "Rollback", "Unyank", "Yank"];
    private static readonly string[] IndexTasks = [.. ChannelTasks, "Promote", "Repair", "Status"];

    private static readonly string[] DockerTasks = ["Build-Base-Wheels", "Build-Vllm-Wheel"];
    private static readonly string[] S3Tasks =
    [
        "Check-Release",
        .. DockerTasks,
        "Publish",
        "Export-Lock",
        "Verify-Install",
        "Doctor",
        "Setup-Bucket",
        .. IndexTasks,
    ];

    /// <summary>The options in the order they are listed in.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        new("artifacts", "DIR", "The folder that everything is written to") { Default = ["artifacts"] },
        new("base-wheels", "DIR", "The wheels that the ROCm base image built: torch, triton, torchvision...")
        {
            Tasks = ["Build-Base-Wheels"],
            Rehearsal = [InRehearsal + "base"],
        },
        new("vllm-wheel", "FILE", "The vLLM wheel, or a folder with just that one wheel")
        {
            Tasks = ["Resolve-Release", "Build-Vllm-Wheel"],
            Rehearsal = [InRehearsal + "vllm"],
        },
        new("recipe", "NAME|FILE", "What is built, and how: a recipe of build/recipes, or the path of a .json file")
        {
            Rehearsal = [],
            Tasks =
            [
                "Doctor",
                "Check-Release",
                "Plan-Matrix",
                "Resolve-Release",
                .. DockerTasks,
                "Normalize-Wheels",
                "Collect-Dependency-Wheels",
                "Publish",
                "Verify-Install",
            ],
        },
        new("rocm-arch", "GFX;GFX", "The GPUs to build for, such as gfx942, in place of the recipe's")
        {
            DefaultNote = "the recipe's",
            IsRepeatable = true,
            Rehearsal = [],
            Tasks = ["Doctor", "Check-Release", "Plan-Matrix", "Resolve-Release", .. DockerTasks],
        },
        new("rocm-version", "X.Y", "The ROCm to build for, in place of the recipe's")
        {
            DefaultNote = "the recipe's",
            Rehearsal = [],
            Tasks = ["Doctor", "Check-Release", "Plan-Matrix", "Resolve-Release", .. DockerTasks],
        },
        new("vllm", "latest|TAG|BRANCH|SHA", "What is released of the recipe's repository")
        {
            DefaultNote = "the recipe's",
            Rehearsal = [],
            Tasks = ["Check-Release", "Resolve-Release"],
        },
        new("repository", "URL|DIR", "The repository to clone, in place of the recipe's")
        {
            DefaultNote = "the recipe's",
            Rehearsal = [],
            Tasks = ["Check-Release", "Resolve-Release"],
        },
        new("github-api", "URL", "The REST API that knows the repository's releases")
        {
            DefaultNote = "GitHub's, for its repositories",
            Rehearsal = [],
            Tasks = ["Check-Release", "Resolve-Release"],
        },
        new("wheels", "DIR", "The wheels to work on, instead of the run's own")
        {
            Tasks = ["Normalize-Wheels"],
            Rehearsal = [],
        },
        new("wheel", "FILE", "The wheel to inspect, or a folder with just that one wheel")
        {
            Tasks = ["Inspect-Wheel"],
        },
        new("wheelhouse", "DIR", "The folder of wheels to audit or to explain")
        {
            Default = [OptionDefinition.InArtifacts + "wheelhouse"],
            Tasks = ["Audit-Closure", "Explain"],
        },
        new("output", "DIR", "The folder to write to, instead of the run's own or the terminal")
        {
            Tasks = ["Normalize-Wheels", "Setup-Bucket"],
            Rehearsal = [],
        },
        new("docker", "", "Build with Docker in a rehearsal; for Clean, remove what we left in Docker too")
        {
            Tasks = ["Rehearse", "Make-Stand-Ins", "Clean"],
        },
        new("docker-host", "URL", "The Docker engine that builds: unix:///FILE, tcp://HOST:PORT or ssh://HOST")
        {
            DefaultNote = "as docker's own settings name it",
            Tasks =
            [
                "Doctor",
                .. DockerTasks,
                "Normalize-Wheels",
                "Collect-Dependency-Wheels",
                "Verify-Install",
                "Clean",
            ],
        },
        new(
            "builder",
            "NAME",
            "The builder of `docker buildx ls` that builds; for vLLM one of the driver docker, here or on another machine"
        )
        {
            DefaultNote = "the engine's own",
            Tasks = ["Doctor", .. DockerTasks],
        },
        new("no-cache", "", "Build every step anew; the result replaces what the store keeps of an earlier build")
        {
            Tasks = DockerTasks,
        },
        new("cache-only", "", "Take built wheels from the store alone: an error where it does not have them")
        {
            Tasks = DockerTasks,
        },
        new("sccache-bucket", "NAME", "The bucket that compilers share their results in, by sccache")
        {
            Tasks = DockerTasks,
        },
        new("sccache-region", "NAME", "The region of sccache's bucket") { Tasks = DockerTasks },
        new("sccache-endpoint", "URL", "The service that has sccache's bucket, where it is not AWS")
        {
            Tasks = DockerTasks,
        },
        new("sccache-download-url", "URL", "Where builds fetch sccache itself: a copy of the archive of its release")
        {
            DefaultNote = "its releases on GitHub",
            Tasks = DockerTasks,
        },
        new("sccache-no-credentials", "", "Use sccache's bucket without signing requests, as anybody may read it")
        {
            Tasks = DockerTasks,
        },
        new("version-policy", "release|public|local:LABEL|keep", "How versions are rewritten")
        {
            Default = ["release"],
            Rehearsal = ["release"],
            Tasks = ["Check-Release", "Normalize-Wheels", "Publish", "Verify-Install"],
        },
        new("platform-tag", "detect|repair|none", "How wheels get a manylinux tag: computed, or by auditwheel repair")
        {
            DefaultNote = "the recipe's, or none",
            Rehearsal = [],
            Tasks = ["Build-Base-Wheels", "Build-Vllm-Wheel", "Normalize-Wheels"],
        },
        new("index-url", "URL", "The index that dependencies are resolved from, or that is verified or watched")
        {
            DefaultNote = "pip's own, or the store's",
            Rehearsal = [],
            Tasks = ["Collect-Dependency-Wheels", "Verify-Install", "Watch"],
        },
        new("extra-index-url", "URL", "One more index to resolve from")
        {
            IsRepeatable = true,
            Rehearsal = [],
            Tasks = ["Collect-Dependency-Wheels"],
        },
        new("find-links", "DIR|URL", "One more place with wheels to resolve from")
        {
            IsRepeatable = true,
            Rehearsal = [InRehearsal + "links"],
            Tasks = ["Collect-Dependency-Wheels"],
        },
        new("no-index", "", "Resolve from no index at all, only from wheels at hand")
        {
            Rehearsal = ["true"],
            Tasks = ["Collect-Dependency-Wheels"],
        },
        new("only-binary", ":all:|:none:|NAMES", "What may not be built from source; names with commas")
        {
            Default = [":none:"],
            Rehearsal = [":none:"],
            Tasks = ["Collect-Dependency-Wheels"],
        },
        new(
            "python",
            "PROGRAM|X.Y",
            "The interpreter that resolves and verifies: a path, a name on PATH, or its version"
        )
        {
            Default = ["python3"],
            IsRepeatable = true,
            Tasks =
            [
                "Doctor",
                "Audit-Closure",
                "Explain",
                "Make-Stand-Ins",
                "Collect-Dependency-Wheels",
                "Assemble-Wheelhouse",
                "Publish",
                "Verify-Install",
                "Watch",
            ],
        },
        new("python-version", "X.Y", "The Python that the wheels are for")
        {
            DefaultNote = "the interpreter's",
            IsRepeatable = true,
            Tasks =
            [
                "Audit-Closure",
                "Explain",
                "Check-Release",
                "Plan-Matrix",
                "Resolve-Release",
                .. DockerTasks,
                "Collect-Dependency-Wheels",
                "Assemble-Wheelhouse",
                "Publish",
                "Verify-Install",
                "Watch",
            ],
        },
        new("platform", "TAG", "The platform that the wheels are for, such as manylinux_2_35_x86_64")
        {
            DefaultNote = "the interpreter's machine",
            IsRepeatable = true,
            Tasks =
            [
                "Audit-Closure",
                "Explain",
                "Collect-Dependency-Wheels",
                "Assemble-Wheelhouse",
                "Publish",
                "Verify-Install",
                "Watch",
            ],
        },
        new("deny", "GLOB", "Names that may not be in the set, such as nvidia-*")
        {
            Default = ["nvidia-*", "pytorch-cuda"],
            IsRepeatable = true,
            Tasks = ["Collect-Dependency-Wheels"],
        },
        new("root", "NAME", "What users will ask for; everything it needs must be there")
        {
            Default = ["vllm"],
            Rehearsal = ["vllm"],
            IsRepeatable = true,
            Tasks =
            [
                "Audit-Closure",
                "Explain",
                "Resolve-Release",
                "Collect-Dependency-Wheels",
                "Assemble-Wheelhouse",
                "Publish",
                "Verify-Install",
                "Watch",
                "Serve",
            ],
        },
        new("store", "URL", "Where users install from: s3://BUCKET/PREFIX or file:///DIR")
        {
            Default = [OptionDefinition.InArtifacts + "store"],
            Rehearsal = [OptionDefinition.InArtifacts + "store"],
            Tasks =
            [
                "Check-Release",
                "Doctor",
                .. DockerTasks,
                "Publish",
                "Export-Lock",
                "Verify-Install",
                "Watch",
                "Serve",
                "Setup-Bucket",
                .. IndexTasks,
            ],
        },
        new("channel", "NAME", "The index in the store: main at its address, any other below its own name")
        {
            Default = ["main"],
            Rehearsal = ["main"],
            Tasks =
            [
                "Check-Release",
                "Publish",
                "Export-Lock",
                "Verify-Install",
                "Watch",
                "Serve",
                "Setup-Bucket",
                .. ChannelTasks,
            ],
        },
        new("public-url", "URL", "The address that users reach the store at")
        {
            DefaultNote = "the bucket's own",
            Rehearsal = [],
            Tasks = ["Publish", "Export-Lock", "Verify-Install", "Watch"],
        },
        new("s3-endpoint", "URL", "The service that has the bucket, where it is not AWS")
        {
            Tasks = [.. S3Tasks, "Watch"],
        },
        new("s3-region", "NAME", "The bucket's region")
        {
            DefaultNote = "AWS's own settings, or us-east-1",
            Tasks = [.. S3Tasks, "Watch"],
        },
        new("s3-path-style", "", "Name the bucket in the path of URLs, as most services but AWS need")
        {
            Tasks = [.. S3Tasks, "Watch"],
        },
        new("s3-bodies", "auto|sdk|plain", "How bytes travel: as the SDK likes, plain, or as a probe finds right")
        {
            Default = ["auto"],
            Tasks = S3Tasks,
        },
        new("s3-part-size", "MIB", "How much of a large file travels in one part")
        {
            Default = ["16"],
            Tasks = S3Tasks,
        },
        new("s3-parallel-parts", "N", "How many parts travel at once") { Default = ["8"], Tasks = S3Tasks },
        new("unsafe-store", "", "Publish to a store that ignores conditions or damages objects: one publisher alone")
        {
            Tasks = S3Tasks,
        },
        new("website", "", "Give the bucket a website endpoint as well") { Tasks = ["Setup-Bucket"] },
        new("print-policies", "", "Print the rights that publishing and pruning take, and change nothing")
        {
            Tasks = ["Setup-Bucket"],
        },
        new("github-repository", "OWNER/NAME", "The repository whose runs may take a role with these rights")
        {
            Tasks = ["Setup-Bucket"],
        },
        new("storage-price", "PRICE", "What a GB costs to store for a month, in USD, for the plan")
        {
            Default = ["0.023"],
            Tasks = ["Publish"],
        },
        new("gate", "install|none", "What the new pages must pass before users see them")
        {
            DefaultNote = "install for Release",
            Tasks = ["Publish"],
        },
        new("project", "NAME", "The project that is explained, or whose versions are changed")
        {
            Tasks = ["Explain", "Promote", "Yank", "Unyank"],
        },
        new("project-version", "VERSION", "The version that is changed; --version=VERSION means the same")
        {
            Tasks = ["Promote", "Yank", "Unyank"],
        },
        new("keep", "N", "How many versions of each project stay, the newest") { Tasks = ["Prune"] },
        new("older-than", "DAYS", "How long a version stays after its upload") { Tasks = ["Prune"] },
        new(
            "grace",
            "DAYS",
            "How long a file stays that no page names, a page that was replaced (Rollback reaches as far back), and a cached build"
        )
        {
            Default = ["30"],
            Tasks = ["Prune", "Setup-Bucket"],
        },
        new("reason", "TEXT", "Why a version is yanked, shown to users") { Tasks = ["Yank"] },
        new("from", "CHANNEL", "The channel that has the version to promote") { Tasks = ["Promote"] },
        new("to", "RUN|CHANNEL", "The run to go back to, as Releases lists it; or the channel to promote to")
        {
            Tasks = ["Promote", "Rollback"],
        },
        new("verify-import", "MODULE", "A module that must import after installing from the store")
        {
            IsRepeatable = true,
            Rehearsal = ["vllm", "torch"],
            Tasks = ["Publish", "Verify-Install", "Watch"],
        },
        new("docker-image", "IMAGE", "The image that is installed in: each time in a container of its own")
        {
            DefaultNote = "this machine",
            Tasks = ["Verify-Install"],
        },
        new("devices", "DEVICE;DEVICE", "The GPU devices that the container gets, and a kernel must run on")
        {
            Bare = GpuDevices.Default,
            DefaultNote = $"none; {GpuDevices.Default} without a value",
            Tasks = ["Verify-Install"],
        },
        new("port", "N", "The port that the store is served on; 0 takes a free one")
        {
            Default = ["8080"],
            Tasks = ["Serve"],
        },
        new("plan", "", "Show what would change, and change nothing outside the folder of artifacts"),
        new("full", "", "Read every member of the wheel and compare it with its CRC and its hash in RECORD")
        {
            Tasks = ["Inspect-Wheel"],
        },
        new("check", "", "Read every file of the store or index and compare it with its page")
        {
            Tasks = ["Status", "Watch"],
        },
        new("no-install", "", "Watch without installing: pages, files and metadata alone") { Tasks = ["Watch"] },
        new("notify-url", "URL", "The webhook that is told what became of a release; a secret, never an argument")
        {
            IsSecret = true,
            Rehearsal = [],
            Tasks = ["Notify", "Release", "Watch"],
        },
        new("notify-format", "slack|json", "What the webhook takes: Slack's {\"text\": ...}, or all as JSON")
        {
            Default = ["slack"],
            Tasks = ["Notify", "Release", "Watch"],
        },
        new(
            "job-status",
            "success|failure|cancelled",
            "What the build server says of its job: a failure is told, also where the last task was done"
        )
        {
            Default = ["success"],
            Tasks = ["Notify"],
        },
        new("json", "", "Write the plan, or what was found, as JSON to standard output, and all else to standard error")
        {
            Tasks =
            [
                "Check-Release",
                "Plan-Matrix",
                "Doctor",
                "Resolve-Release",
                "Publish",
                "Inspect-Wheel",
                "Audit-Closure",
                "Explain",
                "Setup-Bucket",
                "Watch",
                .. IndexTasks,
            ],
        },
        new("provision", "", "Install what the slow tests need") { Tasks = ["Test"] },
        new("benchmark", "rewriting|metadata|closure|index|publishing", "A benchmark to run")
        {
            DefaultNote = "all",
            IsRepeatable = true,
            Tasks = ["Benchmark"],
        },
        new("quick", "", "Run benchmarks with small inputs, to see that they work") { Tasks = ["Benchmark"] },
        new("shell", "bash|zsh", "The shell to complete command lines in") { Tasks = [Completion.Name] },
        new("test-filter", "TEXT", "Run only these tests, as by the filter of dotnet test") { Tasks = ["Test"] },
    ];

    /// <summary>The option of that name.</summary>
    /// <param name="name">Its name without dashes.</param>
    /// <returns>The option.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static OptionDefinition Get(string name) =>
        All.FirstOrDefault(option => option.Name == name)
        ?? throw new KeyNotFoundException($"There is no option '{name}'.");
}
