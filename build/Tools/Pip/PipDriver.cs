using System.Security.Cryptography;
using System.Text;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tools.Pip;

/// <summary>The virtual environment whose pip resolves, and installs into others.</summary>
/// <remarks>
/// Putting pip into an environment takes some seven seconds, and nothing is ever installed there: one is kept for each
/// interpreter. It is made beside its place and moved, so that what is kept is whole, whoever made it; the folder for work may
/// be on another disk.
/// </remarks>
/// <param name="python">Runs the interpreter.</param>
/// <param name="pip">Runs pip.</param>
/// <param name="kept">The folder that environments are kept in; null in a container, with which they are gone.</param>
public sealed class PipDriver(PythonRunner python, PipRunner pip, string? kept)
{
    /// <summary>What a plan has in place of what only the interpreter can tell.</summary>
    private const string Unknown = "PYTHON";

    /// <summary>Takes the environment that is kept for an interpreter, or makes it.</summary>
    /// <param name="interpreter">The interpreter.</param>
    /// <param name="work">A folder for what is not kept.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The path of the environment's interpreter, and the version of its pip.</returns>
    /// <exception cref="PythonNotUsableException">The interpreter lacks `venv` or `ensurepip`, or its pip is too old.</exception>
    public (string Python, PythonVersion Pip) Open(
        PythonInterpreter interpreter,
        string work,
        CancellationToken cancellation
    )
    {
        if (kept is null)
        {
            var passing = Make(interpreter, FolderIn(work), cancellation);
            return (passing, pip.CheckVersion(passing, cancellation));
        }

        var folder = Path.Combine(kept, NameOf(interpreter));
        var driver = InterpreterIn(folder);
        if (File.Exists(driver) && pip.FindVersion(driver, cancellation) is { } found)
        {
            return (driver, found);
        }

        // What does not answer is of an interpreter that is gone, or of one that was put in its place.
        Remove(folder);
        Directory.CreateDirectory(kept);
        var beside = Path.Combine(kept, $".{Guid.NewGuid():N}");
        try
        {
            Make(interpreter, beside, cancellation);
            Directory.Move(beside, folder);
        }
        catch (IOException) when (File.Exists(driver))
        {
            // Another run was faster, and its environment is as good.
        }
        finally
        {
            Remove(beside);
        }

        return (driver, pip.CheckVersion(driver, cancellation));
    }

    /// <summary>Tells the commands, where programs only tell them.</summary>
    /// <param name="interpreter">The interpreter: a path, or a name on PATH.</param>
    /// <param name="work">The folder for what is not kept.</param>
    /// <returns>The path of the environment's interpreter, as far as it is known.</returns>
    public string Tell(string interpreter, string work)
    {
        var none = CancellationToken.None;
        var driver = python.CreateVirtualEnvironment(
            interpreter,
            kept is null ? FolderIn(work) : Path.Combine(kept, Unknown),
            withPip: true,
            none,
            remark: kept is null ? null : "where there is none for this interpreter"
        );
        pip.CheckVersion(driver, none);
        return driver;
    }

    private string Make(PythonInterpreter interpreter, string folder, CancellationToken cancellation) =>
        python.CreateVirtualEnvironment(interpreter.Path, folder, withPip: true, cancellation);

    private static string FolderIn(string work) => Path.Combine(work, "driver");

    private static string InterpreterIn(string folder) => Path.Combine(folder, "bin", "python");

    // One path may lead to another interpreter tomorrow.
    private static string NameOf(PythonInterpreter interpreter)
    {
        var path = SHA256.HashData(Encoding.UTF8.GetBytes(interpreter.Path));
        return $"{interpreter.Tag}{(interpreter.FreeThreaded ? "t" : "")}-{interpreter.Version}-{Convert.ToHexStringLower(path.AsSpan(0, 4))}";
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
