using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Testing;

/// <summary>Installs what tests against real services need, through the system's package manager.</summary>
/// <param name="context">The run.</param>
public sealed class Provisioning(BuildContext context)
{
    // Real wheels that nobody here made come with the -whl packages; binutils and zstd are for comparison.
    private static readonly string[] Packages =
    [
        "binutils",
        "python3",
        "python3-venv",
        "python3-pip-whl",
        "python3-setuptools-whl",
        "zstd",
    ];

    private const string Hint = "without --provision the tests whose service is missing are skipped";

    private readonly ConsoleProgram programs = new(context);

    /// <summary>What would be installed, one line each.</summary>
    public IEnumerable<string> Plan() =>
        Missing() is { Count: > 0 } missing
            ? missing.Select(package => $"would install {package}")
            : ["everything that tests need is installed"];

    /// <summary>Installs what is missing.</summary>
    /// <exception cref="InputNeededException">The system has no apt-get, or this is not root.</exception>
    public void Apply()
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
