using System.Diagnostics;

namespace Wheelhouse.IntegrationTests;

/// <summary>A pip of its own environment, which no setting of this machine reaches.</summary>
internal sealed class Pip
{
    private readonly string python;

    private Pip(string python) => this.python = python;

    /// <summary>Makes an environment in a new folder; ignores the test where Python is missing.</summary>
    public static async Task<Pip> MakeAsync(string folder)
    {
        if (!RealWheels.Run("python3", ["-m", "venv", folder], Path.GetTempPath()))
        {
            Assert.Ignore("lacks python3 with venv");
        }

        var pip = new Pip(Path.Join(folder, "bin", "python"));
        await pip.RunAsync("--version");
        return pip;
    }

    /// <summary>Installs into a new folder, all of it from one index.</summary>
    /// <param name="target">The folder.</param>
    /// <param name="index">The index's address, HTML or JSON.</param>
    /// <param name="requirements">What to install; pip resolves what they need.</param>
    /// <param name="proxy">Whom to ask for it, where the address's host has no name here; null for the host itself.</param>
    /// <returns>What is installed then, such as <c>torch-2.0</c>, in order; and what pip said.</returns>
    public async Task<(IReadOnlyList<string> Installed, string Text)> InstallAsync(
        string target,
        Uri index,
        string[] requirements,
        Uri? proxy = null
    )
    {
        string[] through = proxy is null ? [] : ["--proxy", proxy.AbsoluteUri];
        string[] options = ["--no-cache-dir", "--no-compile", "--only-binary=:all:", "--retries=0", "-vv"];
        string[] source = ["--index-url", index.AbsoluteUri, "--trusted-host", index.Host];
        var text = await RunAsync(["install", .. options, "--target", target, .. source, .. through, .. requirements]);
        var installed = Directory
            .GetDirectories(target, "*.dist-info")
            .Select(folder => Path.GetFileNameWithoutExtension(folder))
            .Order(StringComparer.Ordinal);
        return ([.. installed], text);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            python,
            ["-m", "pip", "--isolated", "--disable-pip-version-check", .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsOfPip).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PIP_CONFIG_FILE"] = "/dev/null";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var text = await output + await error;
        Assert.That(process.ExitCode, Is.Zero, text);
        return text;
    }

    private static bool IsOfPip(string name) =>
        name.StartsWith("PIP_", StringComparison.Ordinal)
        || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);
}
