using System.Diagnostics;

namespace Wheelhouse.IntegrationTests;

/// <summary>Wheels that nobody here made.</summary>
internal static class RealWheels
{
    private const string DebianFolder = "/usr/share/python-wheels";
    private const string PyodideKernel = "@jupyterlite/pyodide-kernel@0.4.6";

    /// <summary>pip and setuptools as Debian packs them, copied into a folder; the test is skipped where they are missing.</summary>
    public static string Debian(string folder)
    {
        var wheels = Directory.Exists(DebianFolder)
            ? Directory
                .EnumerateFiles(DebianFolder, "*.whl")
                .Where(path => Path.GetFileName(path).Split('-')[0] is "pip" or "setuptools")
                .ToList()
            : [];
        if (wheels.Count < 2)
        {
            Assert.Ignore(
                $"lacks the wheels of the packages python3-pip-whl and python3-setuptools-whl in {DebianFolder}"
            );
        }

        foreach (var wheel in wheels)
        {
            File.Copy(wheel, Path.Combine(folder, Path.GetFileName(wheel)));
        }

        return folder;
    }

    /// <summary>The five wheels of the npm package pyodide-kernel; the test is skipped where npm cannot fetch it.</summary>
    public static string Pyodide(string folder)
    {
        if (!Run("npm", ["pack", PyodideKernel, "--pack-destination", folder], folder))
        {
            Assert.Ignore($"lacks npm, or a registry that has {PyodideKernel}");
        }

        Assert.That(Run("tar", ["-xzf", Directory.GetFiles(folder, "*.tgz").Single(), "-C", folder], folder));
        return Path.Combine(folder, "package", "pypi");
    }

    /// <summary>Runs a program to its end; false when it fails or is not there.</summary>
    public static bool Run(string program, string[] arguments, string folder)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardError.ReadToEnd();
            output.Wait();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
