using System.Globalization;

namespace Wheelhouse.Build.Tools.Docker;

/// <summary>
/// A container of an image, in which programs run and folders of this machine have the same paths: mounted, or where the
/// engine is on another machine, copied.
/// </summary>
public sealed class ImageContainer : IDisposable
{
    // Programs take their settings from our arguments alone; the home folder of an unknown user may not be written to.
    private static readonly string[] Variables =
    [
        "HOME=/tmp",
        "PIP_CONFIG_FILE=/dev/null",
        "PIP_DISABLE_PIP_VERSION_CHECK=1",
        "PIP_NO_INPUT=1",
    ];
    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

    private readonly DockerRunner docker;
    private readonly string name;
    private readonly IReadOnlyList<string> sent;

    private ImageContainer(DockerRunner docker, string name, bool isShared, IReadOnlyList<string> sent)
    {
        this.docker = docker;
        this.name = name;
        this.sent = sent;
        IsShared = isShared;
    }

    /// <summary>Whether the folders are mounted, so that nothing needs to be copied.</summary>
    public bool IsShared { get; }

    /// <summary>Starts a container.</summary>
    /// <param name="docker">The client.</param>
    /// <param name="image">The image, which has a shell's usual programs.</param>
    /// <param name="label">The label of the container, as `NAME=VALUE`.</param>
    /// <param name="work">A folder that programs write to.</param>
    /// <param name="others">Further folders, which programs read and nobody changes meanwhile.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DockerFailedException">The engine cannot run it.</exception>
    public static ImageContainer Start(
        DockerRunner docker,
        string image,
        string label,
        string work,
        IReadOnlyList<string> others,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<string> folders = [work, .. others];
        var name = $"wheelhouse-{Guid.NewGuid():N}";
        try
        {
            var mounted = docker.DockerRun(
                Settings(name, label, Owner(), folders),
                image,
                ["infinity"],
                null,
                cancellation
            );
            if (mounted.ExitCode == 0 && SeesFiles(docker, name, work, cancellation))
            {
                return new ImageContainer(docker, name, isShared: true, folders);
            }

            docker.DockerRm([name], cancellation);
            Require(docker.DockerRun(Settings(name, label, null, []), image, ["infinity"], null, cancellation));
            foreach (var folder in folders)
            {
                Copy(docker, name, folder);
            }

            return new ImageContainer(docker, name, isShared: false, others);
        }
        catch
        {
            docker.DockerRm([name], CancellationToken.None);
            throw;
        }
    }

    /// <summary>Starts a container that has nothing of this machine but an empty folder, and the image's own user.</summary>
    /// <param name="docker">The client.</param>
    /// <param name="image">The image, which has a shell's usual programs.</param>
    /// <param name="label">The label of the container, as `NAME=VALUE`.</param>
    /// <param name="work">The folder's path, as here.</param>
    /// <param name="settings">What else the container gets.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DockerFailedException">The engine cannot run it.</exception>
    public static ImageContainer StartClean(
        DockerRunner docker,
        string image,
        string label,
        string work,
        DockerContainerRunSettings settings,
        CancellationToken cancellation
    )
    {
        var name = $"wheelhouse-{Guid.NewGuid():N}";
        try
        {
            var began = Settings(name, label, null, [], settings);
            Require(docker.DockerRun(began, image, ["infinity"], null, cancellation));
            Require(docker.DockerExec(name, ["mkdir", "-p", work], cancellation));
            return new ImageContainer(docker, name, isShared: docker.IsPlan, []);
        }
        catch
        {
            docker.DockerRm([name], CancellationToken.None);
            throw;
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellation">Stops waiting for it; it ends with the container.</param>
    public ToolResult Run(IEnumerable<string> command, CancellationToken cancellation) =>
        docker.DockerExec(name, command, cancellation);

    /// <summary>Starts a program that runs until the container is removed.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DockerFailedException">The image has no such program.</exception>
    public void Begin(IEnumerable<string> command, CancellationToken cancellation) =>
        Require(docker.DockerExecDetached(name, command, cancellation));

    /// <summary>Lets the container have what a file or folder is here now, unless it has it since it began.</summary>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="DockerFailedException">It cannot be copied.</exception>
    public void Send(string path)
    {
        if (!IsShared && !sent.Any(folder => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal)))
        {
            Copy(docker, name, path);
        }
    }

    /// <summary>Takes what a program wrote.</summary>
    /// <param name="path">The file, or a folder that is here.</param>
    /// <exception cref="DockerFailedException">It is not there.</exception>
    public void Fetch(string path)
    {
        if (!IsShared)
        {
            var from = Directory.Exists(path) ? path.TrimEnd('/') + "/." : path;
            Require(docker.DockerCp($"{name}:{from}", path, new DockerSettings(), CancellationToken.None));
        }
    }

    /// <summary>Removes the container, and ends what runs in it.</summary>
    public void Dispose() => docker.DockerRm([name], CancellationToken.None);

    private static DockerContainerRunSettings Settings(
        string name,
        string label,
        string? user,
        IReadOnlyList<string> folders,
        DockerContainerRunSettings? others = null
    ) =>
        new()
        {
            Device = others?.Device ?? [],
            GroupAdd = others?.GroupAdd ?? [],
            SecurityOpt = others?.SecurityOpt ?? [],
            ReadOnlyMount = others?.ReadOnlyMount ?? [],
            Detach = true,
            Name = name,
            Label = [label],
            User = user,
            // An index on this machine, or one that only its name service knows, is reached as from here.
            Network = others is null ? "host" : others.Network,
            Entrypoint = "sleep",
            Env =
            [
                .. Variables,
                .. Proxies
                    .SelectMany(variable => new[] { variable, variable.ToLowerInvariant() })
                    .Where(variable => Environment.GetEnvironmentVariable(variable) is not null),
            ],
            Mount = folders,
        };

    private static void Copy(DockerRunner docker, string name, string path)
    {
        var isFolder = Directory.Exists(path);
        var folder = isFolder ? path : Path.GetDirectoryName(path)!;
        Require(docker.DockerExec(name, ["mkdir", "-p", folder], CancellationToken.None));
        var from = isFolder ? path.TrimEnd('/') + "/." : path;
        Require(docker.DockerCp(from, $"{name}:{path}", new DockerSettings(), CancellationToken.None));
    }

    // An engine elsewhere has other folders under these paths, and one that maps users does not let ours write.
    private static bool SeesFiles(DockerRunner docker, string name, string work, CancellationToken cancellation)
    {
        var (file, copy) = (Path.Combine(work, ".mounted"), Path.Combine(work, ".mounted.copy"));
        if (docker.IsPlan)
        {
            docker.DockerExec(name, ["cp", file, copy], cancellation);
            return true;
        }

        File.WriteAllText(file, name);
        try
        {
            return docker.DockerExec(name, ["cp", file, copy], cancellation).ExitCode == 0
                && File.Exists(copy)
                && File.ReadAllText(copy) == name;
        }
        finally
        {
            File.Delete(file);
            File.Delete(copy);
        }
    }

    // What is written in mounted folders is to be the user's.
    private static string Owner() =>
        string.Join(
            ':',
            File.ReadLines("/proc/self/status")
                .Select(line => line.Split('\t'))
                .Where(words => words is ["Uid:" or "Gid:", ..])
                .Select(words => int.Parse(words[2], CultureInfo.InvariantCulture))
        );

    private static void Require(ToolResult result)
    {
        if (result.ExitCode != 0)
        {
            throw new DockerFailedException(result, null, "the lines above say what the engine or the image lacks");
        }
    }
}
