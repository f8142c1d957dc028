using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Testing;

/// <summary>Installs what tests against real services need, through the system's package manager.</summary>
/// <param name="context">The run.</param>
public sealed class Provisioning(BuildContext context)
{
    // Real wheels that nobody here made come with the last two.
    private static readonly string[] Packages =
    [
        "python3",
        "python3-venv",
        "python3-pip-whl",
        "python3-setuptools-whl",
    ];

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
        Run("apt-get", ["update"]);
        Run("apt-get", ["install", "--yes", "--no-install-recommends", .. missing]);
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

    private bool IsInstalled(string package)
    {
        var exitCode = context.StartProcess(
            "dpkg-query",
            new ProcessSettings
            {
                Arguments = Arguments(["--show", "--showformat=${db:Status-Status}\n", package]),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            out var output
        );
        return exitCode == 0 && output.Contains("installed");
    }

    private void Run(string program, IEnumerable<string> arguments)
    {
        var settings = new ProcessSettings
        {
            Arguments = Arguments(arguments),
            EnvironmentVariables = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        var exitCode = context.StartProcess(program, settings);
        if (exitCode != 0)
        {
            throw new ToolFailedException(
                program,
                $"{program} {settings.Arguments.RenderSafe()}",
                exitCode,
                [],
                "look at what it printed above; without --provision tests whose service is missing are skipped"
            );
        }
    }

    private static ProcessArgumentBuilder Arguments(IEnumerable<string> arguments)
    {
        var builder = new ProcessArgumentBuilder();
        foreach (var argument in arguments)
        {
            builder.Append(new ExactArgument(argument));
        }

        return builder;
    }
}
