using System.Diagnostics;

namespace Wheelhouse.Tests.Wheels;

/// <summary>The Python of this machine, as a second opinion on what was written.</summary>
internal static class PythonTool
{
    /// <summary>Runs a program; ignores the test where there is no python3 on the path.</summary>
    /// <returns>Standard output.</returns>
    public static string Run(string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("python3", ["-I", "-c", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, () => errors.Result);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("there is no python3 on the path");
            throw;
        }
    }
}
