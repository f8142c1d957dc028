using System.Diagnostics;
using System.Globalization;
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

        // Without spaces: the engine makes mount options of it. In a network of its own: it would take the bridge of another away,
        // and BuildKit builds upon a bridge alone.
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

    /// <summary>A client of this machine that reaches BuildKit, or one that does not; null where there is none.</summary>
    public static string? ClientThat(bool reachesBuildKit) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "docker"))
            .FirstOrDefault(path => File.Exists(path) && ReachesBuildKit(path) == reachesBuildKit);

    /// <summary>What the pipeline is told of it, with a client of this machine instead of the first.</summary>
    /// <param name="client">The client.</param>
    /// <param name="folder">An empty folder.</param>
    public Dictionary<string, string> VariablesWith(string client, string folder)
    {
        File.CreateSymbolicLink(Path.Combine(folder, "docker"), client);
        return new(Variables) { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" };
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

    // "Docker version 28.2.2, build ...": those from 23.0 on need the buildx component.
    private static bool ReachesBuildKit(string client) =>
        Run([], ["--version"], out var version, client)
        && (
            int.Parse(version.Split(' ')[2].Split('.')[0], CultureInfo.InvariantCulture) < 23
            || (Run([], ["buildx", "version"], out var component, client) && component.Contains("buildx"))
        );

    private static bool Run(
        Dictionary<string, string> variables,
        string[] arguments,
        out string output,
        string client = "docker"
    )
    {
        var start = new ProcessStartInfo(client, arguments)
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
