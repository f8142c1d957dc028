using Wheelhouse.Closure;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Artifacts;

/// <summary>What a folder of wheels is audited for: as asked, or as <see cref="WheelhouseRecord"/> says where nothing was asked.</summary>
/// <param name="Roots">What users ask for.</param>
/// <param name="Environments">Each Python on each platform.</param>
public sealed record AuditedSet(IReadOnlyList<Requirement> Roots, IReadOnlyList<TargetEnvironment> Environments)
{
    /// <summary>Puts together what was asked.</summary>
    /// <param name="options">What the run was asked for.</param>
    /// <exception cref="InputNeededException">There is no Python or no platform to audit for.</exception>
    /// <exception cref="InputNotReadyException">The record of the wheelhouse is damaged.</exception>
    public static AuditedSet Of(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var isRecorded = File.Exists(Path.Join(options.Wheelhouse, WheelhouseRecord.FileName));
        if (options.AuditedPythons.Count == 0 && options.AuditedPlatforms.Count == 0 && isRecorded)
        {
            var record = WheelhouseRecord.Read(options.Wheelhouse);
            return new AuditedSet(options.RootsGiven ? options.Roots : record.Roots, [record.Environment]);
        }

        var environments = options
            .AuditedPythons.Distinct()
            .SelectMany(python =>
                options.AuditedPlatforms.Distinct().Select(platform => TargetEnvironment.ForCPython(python, platform))
            )
            .ToList();
        return environments.Count > 0
            ? new AuditedSet(options.Roots, environments)
            : throw new InputNeededException(
                "a Python and a platform to audit for are needed",
                "--python and --platform",
                "give them, say as --python=3.12 --platform=manylinux_2_35_x86_64; several of each are taken"
            );
    }
}
