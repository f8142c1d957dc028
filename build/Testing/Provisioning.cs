using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Testing;

/// <summary>Installs what tests against real services need, through the system's package manager, npm and pip.</summary>
/// <param name="context">The run.</param>
public sealed class Provisioning(BuildContext context)
{
    // Real wheels that nobody here made come with the -whl packages; radosgw and ceph are an S3 server; strace kills a program
    // at a chosen system call; docker.io builds images; what is neither of these nor Python is for comparison.
    /// <summary>What is installed, as Debian names it.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        "binutils",
        "chromium",
        "docker.io",
        "gcc",
        "libc6-dev",
        "python3",
        "python3-venv",
        "python3-pip-whl",
        "python3-setuptools-whl",
        "zstd",
        "python3-installer",
        "python3-wheel",
        "strace",
        "unzip",
        "zsh",
        "radosgw",
        "ceph-mon",
        "ceph-osd",
    ];

    // A store that publishing must refuse; tests look for it here.
    private const string S3rver = "s3rver@3.7.1";
    private static readonly string S3rverFolder = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".cache/wheelhouse/s3rver-3.7.1"
    );

    private const string WithoutNpm =
        $"npm is not here to install {S3rver} by, and the tests that need it are skipped: install npm (a package of the system, or with Node.js) and run this again";

    private const string Hint = "without --provision the tests whose service is missing are skipped";

    private readonly ConsoleProgram programs = new(context);
    private readonly AwsTools awsTools = new(context, AwsTools.Folder);

    /// <summary>What would be installed, one line each.</summary>
    public IReadOnlyList<string> Plan() => Plan(Missing(), HasS3rver(), HasNpm(), !awsTools.AreMissing());

    /// <summary>What would be installed, and what cannot be, one line each.</summary>
    /// <param name="missing">The packages of the system that are not installed.</param>
    /// <param name="hasS3rver">Whether s3rver is.</param>
    /// <param name="hasNpm">Whether npm is.</param>
    /// <param name="hasAwsTools">Whether <see cref="AwsTools"/> are.</param>
    internal static IReadOnlyList<string> Plan(
        IReadOnlyList<string> missing,
        bool hasS3rver,
        bool hasNpm,
        bool hasAwsTools
    )
    {
        List<string> lines = [.. missing.Select(package => $"would install {package}")];
        if (!hasS3rver)
        {
            lines.Add(hasNpm ? $"would install {S3rver} of npm" : WithoutNpm);
        }

        if (!hasAwsTools)
        {
            lines.Add($"would install {AwsTools.Names}");
        }

        return lines.Count > 0 ? lines : ["everything that tests need is installed"];
    }

    /// <summary>Installs what is missing.</summary>
    /// <exception cref="InputNeededException">The system has no apt-get, or this is not root.</exception>
    public void Apply()
    {
        ApplyPackages();
        if (!HasS3rver() && !HasNpm())
        {
            context.Report(WithoutNpm);
        }
        else if (!HasS3rver())
        {
            context.Report($"installing {S3rver} of npm in {S3rverFolder}");
            if (!programs.TryRun("npm", ["install", "--no-audit", "--prefix", S3rverFolder, S3rver], out _))
            {
                context.Report("npm could not install it: the tests that need it are skipped");
            }
        }

        if (awsTools.AreMissing())
        {
            context.Report($"installing {AwsTools.Names} in {AwsTools.Folder}");
            if (!awsTools.TryInstall())
            {
                context.Report("pip could not install them: the tests that need them are skipped");
            }
        }
    }

    private static bool HasS3rver() => Directory.Exists(Path.Combine(S3rverFolder, "node_modules/s3rver"));

    private bool HasNpm() => context.Tools.Resolve("npm") is not null;

    private void ApplyPackages()
    {
        var missing = Missing();
        if (missing.Count == 0)
        {
            return;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new InputNeededException(
                $"{string.Join(", ", missing)} cannot be installed without root",
                "--provision",
                "run it as root, or install them yourself and leave --provision out"
            );
        }

        context.Report($"installing {string.Join(", ", missing)}");
        programs.Run("apt-get", ["update"], Hint);
        programs.Run("apt-get", ["install", "--yes", "--no-install-recommends", .. missing], Hint);
    }

    private List<string> Missing()
    {
        if (context.Tools.Resolve("dpkg-query") is null || context.Tools.Resolve("apt-get") is null)
        {
            throw new InputNeededException(
                "this system has no apt-get",
                "--provision",
                $"install what Debian calls {string.Join(", ", Packages)} yourself and leave --provision out"
            );
        }

        return [.. Packages.Where(package => !IsInstalled(package))];
    }

    private bool IsInstalled(string package) =>
        programs.TryRun("dpkg-query", ["--show", "--showformat=${db:Status-Status}\n", package], out var status)
        && status.Contains("installed");
}
