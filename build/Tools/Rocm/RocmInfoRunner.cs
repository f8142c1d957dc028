using Cake.Core;

namespace Wheelhouse.Build.Tools.Rocm;

/// <summary>Runs ROCm's `rocminfo`, which asks the runtime that programs use for its devices.</summary>
/// <param name="context">The host.</param>
public sealed class RocmInfoRunner(ICakeContext context) : CapturingTool<RocmInfoSettings>(context)
{
    private const string Packaged = "/opt/rocm/bin/rocminfo";

    /// <summary>What it prints; null where there is none, on PATH or where ROCm's packages put it.</summary>
    /// <param name="cancellation">Stops it.</param>
    public ToolResult? Run(CancellationToken cancellation)
    {
        var path =
            CakeContext.Tools.Resolve(GetToolExecutableNames())?.FullPath ?? (File.Exists(Packaged) ? Packaged : null);
        return path is null
            ? null
            : Capture(new RocmInfoSettings { ToolPath = path }, [], new Dictionary<string, string?>(), cancellation);
    }

    /// <inheritdoc/>
    protected override string GetToolName() => "rocminfo";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["rocminfo"];
}
