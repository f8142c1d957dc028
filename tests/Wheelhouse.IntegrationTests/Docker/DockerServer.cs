using System.Diagnostics;
using Wheelhouse.IntegrationTests.Stores;

namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>A Docker engine: the one that is reachable, or one of the tests' own, which leaves nothing behind.</summary>
internal sealed class DockerServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string? folder;
    private readonly ServerProcess? process;

    private DockerServer(string? folder, ServerProcess? process)
    {
        this.folder = folder;
        this.process = process;
    }

    /// <summary>What the pipeline is told of it.</summary>
    public Dictionary<string, string> Variables =>
        folder is null ? [] : new() { ["DOCKER_HOST"] = $"unix://{folder}/socket" };

    /// <summary>What is missing to have one; null when nothing is.</summary>
    public static string? Lacks() =>
        ServerProcess.Find("docker") is null ? "lacks Docker: the package docker.io"
        : IsReachable() ? null
        : ServerProcess.Find("dockerd") is null ? "lacks a Docker engine: the package docker.io"
        : !Environment.IsPrivilegedProcess ? "lacks a Docker engine: only root can start one"
        : null;

    /// <summary>The engine that is reachable, or a new one.</summary>
    public static async Task<DockerServer> StartAsync()
    {
        if (IsReachable())
        {
            return new DockerServer(null, null);
        }

        // Without spaces: the engine makes mount options of it. In a network of its own: it would take the bridge of another away.
        var folder = Directory.CreateTempSubdirectory("wheelhouse-docker-").FullName;
        var log = Path.Combine(folder, "log");
        string[] command =
        [
            "unshare",
            "--net",
            "dockerd",
            "--data-root",
            $"{folder}/data",
            "--exec-root",
            $"{folder}/run",
            "--host",
            $"unix://{folder}/socket",
            "--pidfile",
            $"{folder}/pid",
            "--bridge=none",
            "--iptables=false",
            "--ip-forward=false",
            "--shutdown-timeout=1",
        ];
        var server = new DockerServer(folder, ServerProcess.Start(log, "TERM", command));
        var watch = Stopwatch.StartNew();
        while (!server.Run("version"))
        {
            if (watch.Elapsed > Patience)
            {
                var said = await File.ReadAllTextAsync(log);
                server.Dispose();
                throw new InvalidOperationException($"the Docker engine does not start:\n{said}");
            }

            await Task.Delay(100);
        }

        return server;
    }

    /// <summary>Runs docker's client; false when it fails.</summary>
    public bool Run(params string[] arguments) => Run(Variables, arguments, out _);

    /// <summary>What docker's client prints, line by line.</summary>
    public string[] Lines(params string[] arguments)
    {
        Assert.That(Run(Variables, arguments, out var output), output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        process?.Dispose();
        if (folder is not null)
        {
            // The network that containers shared with the engine stays mounted after it.
            RealWheels.Run("umount", [$"{folder}/run/netns/default"], "/");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsReachable() => Run([], ["version"], out _);

    private static bool Run(Dictionary<string, string> variables, string[] arguments, out string output)
    {
        var start = new ProcessStartInfo("docker", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var docker = Process.Start(start)!;
        var error = docker.StandardError.ReadToEndAsync();
        output = docker.StandardOutput.ReadToEnd();
        docker.WaitForExit();
        output += docker.ExitCode == 0 ? "" : error.Result;
        return docker.ExitCode == 0;
    }
}
