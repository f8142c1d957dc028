using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools.Python;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether the interpreter can resolve and verify.</summary>
/// <param name="python">Runs interpreters.</param>
/// <param name="interpreter">The interpreter: a path, or a name on PATH.</param>
/// <param name="recipe">The recipe; null when nothing is built.</param>
public sealed class PythonCheck(PythonRunner python, string interpreter, Recipe? recipe) : IMachineCheck
{
    private const string Pip = "import venv, ensurepip; print(ensurepip.version())";

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var found = python.Inspect(interpreter, cancellation);
            return Task.FromResult<IReadOnlyList<CheckResult>>([Version(found), Environments(found, cancellation)]);
        }
        catch (PythonNotUsableException error)
        {
            return Task.FromResult<IReadOnlyList<CheckResult>>([CheckResult.Of("Python", true, error)]);
        }
    }

    private CheckResult Version(PythonInterpreter found) =>
        recipe is null || recipe.PythonVersions.Any(version => version.ToString() == found.MajorMinor)
            ? CheckResult.Ok("Python", $"{found.Version} ({found.Path}), {found.Platform}")
            : CheckResult.Lacking(
                "Python",
                false,
                $"{found.Version} ({found.Path}), but the recipe is for {string.Join(", ", recipe.PythonVersions)}",
                $"--python=python{recipe.PythonVersions[0]}"
            );

    private CheckResult Environments(PythonInterpreter found, CancellationToken cancellation)
    {
        var result = python.RunProgram(found.Path, Pip, cancellation);
        return result is { ExitCode: 0, StandardOutput: [var version, ..] }
            ? CheckResult.Ok("venv and pip", $"pip {version}")
            : CheckResult.Lacking(
                "venv and pip",
                true,
                $"no environment can be made: {result.LastLine}",
                $"apt-get install python{found.MajorMinor}-venv"
            );
    }
}
