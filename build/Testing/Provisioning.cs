using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Testing;

/// <summary>Installs what tests against real services need, through the system's package manager.</summary>
/// <param name="context">The run.</param>
public sealed class Provisioning(BuildContext context)
{
    // Real wheels that nobody here made come with the -whl packages; radosgw and ceph are an S3 server; strace kills a program
    // at a chosen system call; docker.io builds images; what is neither of these nor Python is for comparison.
    private static readonly string[] Packages =
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

    private const string Hint = "without --provision the tests whose service is missing are skipped";

    private readonly ConsoleProgram programs = new(context);

    /// <summary>What would be installed, one line each.</summary>
    public IEnumerable<string> Plan()
    {
        var missing = Missing();
        if (LacksS3rver())
        {
            missing.Add($"{S3rver} of npm");
        }

        return missing.Count > 0
            ? missing.Select(package => $"would install {package}")
            : ["everything that tests need is installed"];
    }

    /// <summary>Installs what is missing.</summary>
    /// <exception cref="InputNeededException">The system has no apt-get, or this is not root.</exception>
    public void Apply()
    {
        ApplyPackages();
        if (LacksS3rver())
        {
            context.Report($"installing {S3rver} of npm in {S3rverFolder}");
            if (!programs.TryRun("npm", ["install", "--no-audit", "--prefix", S3rverFolder, S3rver], out _))
            {
                context.Report("npm could not install it: the tests that need it are skipped");
            }
        }
    }

    private bool LacksS3rver() =>
        context.Tools.Resolve("npm") is not null
        && !Directory.Exists(Path.Combine(S3rverFolder, "node_modules/s3rver"));

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
