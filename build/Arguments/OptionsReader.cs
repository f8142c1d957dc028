using System.Globalization;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.Configuration;
using Wheelhouse.Build.Building;
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

namespace Wheelhouse.Build.Arguments;

/// <summary>Reads and checks all options of a run; tells everything that is wrong at once.</summary>
public static partial class OptionsReader
{
    private const string Rehearse = "Rehearse";

    private static readonly HashSet<string> Releases = new(["Release", Rehearse], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the options.</summary>
    /// <param name="arguments">The command line's arguments, targets among them.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="configuration">Cake's configuration.</param>
    /// <param name="folders">What relative paths count from.</param>
    /// <param name="tasks">The names of the tasks there are.</param>
    /// <returns>Complete and valid options.</returns>
    /// <exception cref="RefusedArgumentsException">Something is wrong with them.</exception>
    public static Options Read(
        ICakeArguments arguments,
        ICakeEnvironment environment,
        ICakeConfiguration configuration,
        StartFolders folders,
        IReadOnlyCollection<string> tasks
    )
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(folders);
        List<string> problems = [.. UnknownNames.Problems(arguments, environment, tasks)];
        var isRehearsal = arguments.GetArguments("target").Contains(Rehearse, StringComparer.OrdinalIgnoreCase);
        var values = new OptionValues(arguments, environment, configuration, isRehearsal, problems);
        var reading = new OptionReading(values.Read, folders, problems);
        var indexUrl = reading.One("index-url", IndexUrl);
        var isVerificationAlone =
            reading.Value("index-url").Source == OptionSource.Argument && IsVerificationAlone(arguments);
        var pythons = reading.Many("python", (text, source) => Python(text, reading, source));
        var pythonVersions = reading.Many("python-version", PythonOfTarget);
        var platforms = reading.Many(
            "platform",
            (text, _) => RecipeNames.Matching(text, PlatformForm(), "a platform tag has small letters, digits and _")
        );
        var options = new Options
        {
            Artifacts = reading.Artifacts,
            BaseWheels = reading.One("base-wheels", reading.AbsolutePath),
            VllmWheel = reading.One("vllm-wheel", reading.AbsolutePath),
            Recipe = reading.One("recipe", (text, source) => RecipeName(text, source, reading)),
            RocmArchitectures =
            [
                .. reading
                    .Many("rocm-arch", (text, _) => text.Split(';').Select(RecipeNames.Architecture).ToList())
                    .SelectMany(architectures => architectures)
                    .Distinct(),
            ],
            RocmVersion = reading.One("rocm-version", (text, _) => RecipeNames.RocmVersion(text)),
            Vllm = reading.One("vllm", (text, _) => RecipeNames.Revision(text)),
            SourceRepository = reading.One(
                "repository",
                (text, source) => RecipeNames.Repository(text, folders.For(source))
            ),
            GitHubApi = Folder(reading.One("github-api", HttpUrl)),
            Wheels = reading.One("wheels", reading.AbsolutePath),
            Wheel = reading.One("wheel", reading.AbsolutePath),
            Wheelhouse = reading.One("wheelhouse", reading.AbsolutePath)!,
            Output = reading.One("output", reading.AbsolutePath),
            Docker = reading.Flag("docker"),
            DockerHost = reading.One("docker-host", (text, _) => DockerHost(text)),
            Builder = reading.One("builder", (text, _) => text),
            NoCache = reading.Flag("no-cache"),
            CacheOnly = reading.Flag("cache-only"),
            DockerImage = reading.One("docker-image", (text, _) => Image(text)),
            Devices = reading.One("devices", (text, _) => GpuDevices.Parse(text)),
            Sccache = new SccacheSettings(
                reading.One("sccache-bucket", (text, _) => text),
                reading.One("sccache-region", (text, _) => text),
                reading.One("sccache-endpoint", HttpUrl)?.OriginalString,
                reading.One("sccache-download-url", HttpUrl)?.OriginalString,
                reading.Flag("sccache-no-credentials")
            ),
            VersionPolicy = reading.One("version-policy", (text, _) => VersionPolicy.Parse(text))!,
            VersionPolicyGiven =
                reading.Value("version-policy").Source is OptionSource.Argument or OptionSource.Environment,
            PlatformTag = reading.One("platform-tag", PlatformTag),
            IndexUrl = indexUrl,
            ExtraIndexUrls = reading.Many("extra-index-url", IndexUrl),
            FindLinks = reading.Many(
                "find-links",
                (text, source) =>
                    IsUrl(text) ? IndexUrl(text, source).OriginalString : reading.AbsolutePath(text, source)
            ),
            NoIndex = reading.Flag("no-index"),
            OnlyBinary = reading.One("only-binary", OnlyBinary)!,
            Python = pythons.Count > 0 ? pythons[0].Program : "",
            PythonVersion = pythonVersions.Count > 0 ? pythonVersions[0] : null,
            PythonVersions = pythonVersions,
            Platform = platforms.Count > 0 ? platforms[0] : null,
            AuditedPythons = [.. pythons.Select(python => python.Version).OfType<PythonVersion>(), .. pythonVersions],
            AuditedPlatforms = platforms,
            Deny = reading.Many("deny", (text, _) => RecipeNames.Glob(text)),
            Roots = reading.Many("root", (text, _) => Requirement.Parse(text)),
            RootsGiven = reading.Value("root").Source is OptionSource.Argument or OptionSource.Environment,
            Store = reading.One("store", (text, source) => Store(text, source, reading))!,
            Channel = reading.One("channel", (text, _) => Channel.Parse(text))!,
            PublicUrl = Folder(reading.One("public-url", HttpUrl)),
            S3 = new S3Settings
            {
                Endpoint = reading.One("s3-endpoint", Endpoint),
                Region = reading.One(
                    "s3-region",
                    (text, _) => RecipeNames.Matching(text, RegionForm(), "a region is named like eu-central-1")
                ),
                PathStyle = reading.Flag("s3-path-style"),
                Bodies = reading.One("s3-bodies", Bodies),
                PartSize =
                    reading.One("s3-part-size", (text, _) => Number(text, 5, 1024, "a part has 5 to 1024 MiB")) << 20,
                ParallelParts = reading.One(
                    "s3-parallel-parts",
                    (text, _) => Number(text, 1, 256, "1 to 256 parts can travel at once")
                ),
                AllowsUnsafeStore = reading.Flag("unsafe-store"),
            },
            VerifyUrl = isVerificationAlone ? Folder(indexUrl) : null,
            Project = reading.One("project", (text, _) => ProjectName.Parse(text)),
            ProjectVersion = reading.One("project-version", (text, _) => PythonVersion.Parse(text)),
            Keep = reading.One<int?>("keep", (text, _) => Number(text, 1, 1_000_000, "at least one version stays")),
            OlderThan = reading.One<TimeSpan?>("older-than", (text, _) => Days(text)),
            Grace = reading.One("grace", (text, _) => Days(text)),
            Reason = reading.One("reason", (text, _) => text),
            From = reading.One("from", (text, _) => Channel.Parse(text)),
            To = reading.One("to", (text, _) => text),
            VerifyImports = reading.Many("verify-import", (text, _) => RecipeNames.Module(text)),
            InstallGate =
                reading.One("gate", Gate) ?? arguments.GetArguments("target").Any(target => Releases.Contains(target)),
            StoragePrice = reading.One("storage-price", Price),
            Website = reading.Flag("website"),
            PrintPolicies = reading.Flag("print-policies"),
            GitHubRepository = reading.One(
                "github-repository",
                (text, _) => RecipeNames.Matching(text, GitHubRepositoryForm(), "OWNER/NAME is needed")
            ),
            Port = reading.One("port", Port),
            Plan = reading.Flag("plan"),
            Full = reading.Flag("full"),
            Check = reading.Flag("check"),
            NoInstall = reading.Flag("no-install"),
            NotifyUrl = reading.One("notify-url", (text, _) => Webhook(text)),
            NotifyFormat = reading.One("notify-format", (text, _) => NotifyFormat(text)),
            JobFailed = reading.One("job-status", (text, _) => IsFailure(text)),
            Json = reading.Flag("json"),
            Provision = reading.Flag("provision"),
            Benchmarks = reading.Many("benchmark", (text, _) => text),
            Quick = reading.Flag("quick"),
            Shell = reading.One("shell", Shell),
            TestFilter = reading.One("test-filter", (text, _) => text),
            IsRehearsal = isRehearsal,
            Values = [.. OptionTable.All.Select(option => reading.Value(option.Name))],
        };
        problems.AddRange(Contradictions(options, folders));
        problems.AddRange(SeveralTargets(options, arguments));
        return problems.Count == 0 ? options : throw new RefusedArgumentsException(problems);
    }

    private static IEnumerable<string> Contradictions(Options options, StartFolders folders)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (
            (folders.Repository + "/").StartsWith(options.Artifacts.TrimEnd('/') + "/", StringComparison.Ordinal)
            || options.Artifacts == home
        )
        {
            yield return $"--artifacts={options.Artifacts}: a folder of its own is needed, since Clean empties it";
        }

        if (options is { NoCache: true, CacheOnly: true })
        {
            yield return "--no-cache and --cache-only contradict each other";
        }

        var given = options.Values.ToDictionary(value => value.Definition.Name, value => value.Source);
        foreach (var index in new[] { "index-url", "extra-index-url" })
        {
            if (given[index] != OptionSource.Argument)
            {
                continue;
            }

            if (options.IsRehearsal)
            {
                yield return $"--{index} with --target={Rehearse}: a rehearsal resolves from its stand-ins alone";
            }
            else if (options.NoIndex && given["no-index"] == OptionSource.Argument)
            {
                yield return $"--{index} and --no-index contradict each other";
            }
        }
    }

    // They run no Python, so they can answer for many.
    private static readonly string[] TasksForMany = ["Audit-Closure", "Check-Release", "Explain", "Plan-Matrix"];

    private static IEnumerable<string> SeveralTargets(Options options, ICakeArguments arguments)
    {
        var areForMany = arguments
            .GetArguments("target")
            .All(target => TasksForMany.Contains(target, StringComparer.OrdinalIgnoreCase));
        return areForMany
            ? []
            : options
                .Values.Where(value => value.Definition.Name is "python" or "python-version" or "platform")
                .Where(value => value.Texts.Count > 1)
                .Select(value =>
                    $"{value.Place} is given {value.Texts.Count} times; only {string.Join(", ", TasksForMany)} take several"
                );
    }

    // They are pointed at an index; for others --index-url is where dependencies come from.
    private static readonly string[] TasksOfGivenIndex = ["Verify-Install", "Watch"];

    private static bool IsVerificationAlone(ICakeArguments arguments) =>
        arguments
            .GetArguments("target")
            .All(target => TasksOfGivenIndex.Contains(target, StringComparer.OrdinalIgnoreCase));

    // Whoever has the address may write there, so it travels encrypted.
    private static Uri Webhook(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Host.Length: > 0, UserInfo: "", Fragment: "" }
        && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            ? url
            : throw new FormatException("an https URL without user and fragment is needed, or http to this machine");

    private static NotifyFormat NotifyFormat(string text) =>
        text switch
        {
            "slack" => Notifications.NotifyFormat.Slack,
            "json" => Notifications.NotifyFormat.Json,
            _ => throw new FormatException("slack or json is needed"),
        };

    private static bool IsFailure(string status) =>
        status switch
        {
            "failure" => true,
            "success" or "cancelled" => false,
            _ => throw new FormatException("success, failure or cancelled is needed"),
        };

    // Pages lie below the index: without its slash the last part of the path would be replaced.
    private static Uri? Folder(Uri? url) =>
        url is null || url.AbsolutePath.EndsWith('/') ? url : new Uri(url.OriginalString + "/");

    private static bool IsUrl(string text) => text.Contains("://", StringComparison.Ordinal);

    private static Uri IndexUrl(string text, OptionSource source) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && IsUrl(text)
        && (url.Scheme is "http" or "https" ? url.Host.Length > 0 : url.Scheme == "file")
            ? url
            : throw new FormatException("an http, https or file URL is needed");

    private static StoreLocation Store(string text, OptionSource source, OptionReading reading) =>
        source is OptionSource.Default or OptionSource.Rehearsal
            ? StoreLocation.OfFolder(reading.AbsolutePath(text, source))
            : StoreLocation.Parse(text);

    /// <summary>A version stands for the program <c>pythonX.Y</c>; a task that runs none takes it as it is.</summary>
    private static (string Program, PythonVersion? Version) Python(
        string text,
        OptionReading reading,
        OptionSource source
    )
    {
        if (PythonVersionForm().IsMatch(text))
        {
            var version = PythonVersion.Parse(text);
            return ($"python{version.Release[0]}.{version.Release[1]}", version);
        }

        return (text.Contains('/', StringComparison.Ordinal) ? reading.AbsolutePath(text, source) : text, null);
    }

    private static PythonVersion PythonOfTarget(string text, OptionSource source) =>
        PythonVersion.Parse(RecipeNames.Matching(text, PythonVersionForm(), "a Python is named like 3.12 or 3.12.4"));

    private static string RecipeName(string text, OptionSource source, OptionReading reading) =>
        text.Contains('/', StringComparison.Ordinal) || text.EndsWith(".json", StringComparison.Ordinal)
            ? reading.AbsolutePath(text, source)
            : text;

    private static Uri HttpUrl(string text, OptionSource source) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0 }
            ? url
            : throw new FormatException("an http or https URL is needed");

    private static string DockerHost(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "unix" or "tcp" or "ssh" or "npipe"
            ? text
            : throw new FormatException(
                "an engine is named like unix:///var/run/docker.sock, tcp://HOST:2376 or ssh://HOST"
            );

    private static Uri Endpoint(string text, OptionSource source) =>
        HttpUrl(text, source) is { UserInfo: "", PathAndQuery: "/", Fragment: "" } url
            ? url
            : throw new FormatException("only http(s)://HOST:PORT is needed; credentials come from AWS's own settings");

    private static S3Bodies Bodies(string text, OptionSource source) =>
        text switch
        {
            "auto" => S3Bodies.Auto,
            "sdk" => S3Bodies.Sdk,
            "plain" => S3Bodies.Plain,
            _ => throw new FormatException("auto, sdk or plain is needed"),
        };

    private static Shell? Shell(string text, OptionSource source) =>
        text switch
        {
            "bash" => Completing.Shell.Bash,
            "zsh" => Completing.Shell.Zsh,
            _ => throw new FormatException("bash or zsh is needed"),
        };

    private static PlatformTagPolicy? PlatformTag(string text, OptionSource source) =>
        text switch
        {
            "detect" => PlatformTagPolicy.Detect,
            "repair" => PlatformTagPolicy.Repair,
            "none" => PlatformTagPolicy.None,
            _ => throw new FormatException("detect, repair or none is needed"),
        };

    private static string Image(string text) =>
        RecipeNames.Matching(text, ImageForm(), "an image is named like NAME, NAME:TAG or HOST/NAME@sha256:DIGEST");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._:/@-]*$")]
    private static partial Regex ImageForm();

    private static bool? Gate(string text, OptionSource source) =>
        text switch
        {
            "install" => true,
            "none" => false,
            _ => throw new FormatException("install or none is needed"),
        };

    private static int Port(string text, OptionSource source) =>
        Number(text, 0, ushort.MaxValue, "a port is a number from 0 to 65535");

    private static int Number(string text, int least, int most, string reason) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw new FormatException(reason);

    private static decimal Price(string text, OptionSource source) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            ? price
            : throw new FormatException("a price such as 0.023 is needed");

    private static TimeSpan Days(string text) =>
        TimeSpan.FromDays(Number(text, 0, 100_000, "a number of days is needed"));

    private static string OnlyBinary(string text, OptionSource source) =>
        text is ":all:" or ":none:" || text.Split(',').All(name => ProjectName.TryParse(name.Trim(), out _))
            ? text
            : throw new FormatException(":all:, :none: or project names joined by commas are needed");

    [GeneratedRegex(@"^3\.([2-9]|[1-9]\d{1,2})(\.\d{1,3})?\z")]
    private static partial Regex PythonVersionForm();

    [GeneratedRegex(@"^[a-z0-9_]+\z")]
    private static partial Regex PlatformForm();

    [GeneratedRegex(@"^[A-Za-z0-9-]+/[A-Za-z0-9._-]+\z")]
    private static partial Regex GitHubRepositoryForm();

    [GeneratedRegex(@"^[a-z0-9-]+\z")]
    private static partial Regex RegionForm();
}
