using Cake.Core.Tooling;

namespace Wheelhouse.Build.Tools.Auditwheel;

/// <summary>Settings of `auditwheel repair`; each member is the option that has its name.</summary>
public sealed class AuditwheelRepairSettings : ToolSettings
{
    /// <summary>`--plat`: the platform, or `auto` for the oldest system that the wheel runs on.</summary>
    public string? Plat { get; init; }

    /// <summary>`--wheel-dir`: the folder that the repaired wheel is written to.</summary>
    public required string WheelDir { get; init; }

    /// <summary>`--exclude`, each: a glob of libraries that stay out of the wheel.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The options as arguments, in order.</summary>
    internal IEnumerable<string> Options =>
        [
            .. Plat is null ? Array.Empty<string>() : ["--plat", Plat],
            "--wheel-dir",
            WheelDir,
            .. Exclude.SelectMany(glob => new[] { "--exclude", glob }),
        ];
}
