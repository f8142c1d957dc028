using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Building;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Docker;
using Wheelhouse.Build.Tools.Python;
using Wheelhouse.Files;

namespace Wheelhouse.Build.Rehearsal;

/// <summary>
/// An image that stands in for ROCm's, without a registry: this machine's own Debian packages of Python, a shell and git,
/// with all that they depend on.
/// </summary>
/// <param name="context">The run.</param>
public sealed class StandInImage(BuildContext context)
{
    private const string Python = "/usr/bin/python3";
    private const string ContentLabel = "io.wheelhouse.content";

    private static readonly string[] Packages =
    [
        "base-files",
        "base-passwd",
        "coreutils",
        "dash",
        "grep",
        "libc-bin",
        "python3",
        "python3-venv",
        "sed",
    ];

    // What a Debian has in the root as links into /usr, and what no package lists.
    private static readonly string[] Links = ["bin", "sbin", "lib", "lib64"];
    private static readonly string[] Unlisted = ["/etc/passwd", "/etc/group"];
    private static readonly string[] LeftOut =
    [
        "/usr/share/doc/",
        "/usr/share/man/",
        "/usr/share/locale/",
        "/usr/share/info/",
        "/usr/lib/git-core/",
    ];

    private readonly ConsoleProgram programs = new(context);

    /// <summary>Makes the image in the engine.</summary>
    /// <param name="name">The name of the image.</param>
    /// <param name="interpreter">The Python that the wheels are going to be installed in.</param>
    /// <exception cref="InputNeededException">This is no Debian, or a package is missing.</exception>
    /// <exception cref="DockerFailedException">The engine refuses it.</exception>
    public void Import(string name, PythonInterpreter interpreter)
    {
        var docker = new DockerRunner(
            context,
            context.Options.DockerHost,
            context.Options.Plan ? context.Report : null
        );
        IReadOnlyList<string> files = [];
        if (!docker.IsPlan)
        {
            RequireSamePython(interpreter);
            DockerEngine.Inspect(docker, context.Cancellation);
            files = Files();
        }

        // Imported again it would be another image, and all that was built upon it would be built again.
        var label = $"{ContentLabel}={ContentOf(files)}";
        if (!docker.IsPlan && IsThere(docker, name, label))
        {
            context.Report($"the image {name} is there, and made of what this machine has");
            return;
        }

        using var work = StagedFolder.Create(context.Artifacts.Work);
        var archive = Path.Combine(work.Path, "image.tar");
        if (!docker.IsPlan)
        {
            Write(files, archive);
        }

        var result = docker.DockerImport(
            archive,
            [
                "ENV PATH=/usr/sbin:/usr/bin",
                $"LABEL {ImageBuilder.Label}={ImageBuilder.ImageRun}",
                .. docker.IsPlan ? Array.Empty<string>() : [$"LABEL {label}"],
            ],
            name,
            context.Cancellation
        );
        if (result.ExitCode != 0)
        {
            throw new DockerFailedException(result, null, "the lines above say what the engine lacks");
        }
    }

    private bool IsThere(DockerRunner docker, string name, string label)
    {
        var format = $"{ContentLabel}={{{{index .Config.Labels \"{ContentLabel}\"}}}}";
        return docker.DockerImageInspect(name, format, context.Cancellation)
                is { ExitCode: 0, StandardOutput: [var found, ..] }
            && found == label;
    }

    // By name, size and time, as packages leave them.
    private static string ContentOf(IEnumerable<string> files) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Concat(
                        files
                            .Select(path => new FileInfo(path))
                            .Select(file =>
                                $"{file.FullName}\0{(file.Exists ? file.Length : 0)}\0{file.LastWriteTimeUtc.Ticks}\0{file.LinkTarget}\n"
                            )
                    )
                )
            )
        );

    private void RequireSamePython(PythonInterpreter interpreter)
    {
        var own = new PythonRunner(context).Inspect(Python, context.Cancellation);
        if (own.Tag != interpreter.Tag)
        {
            throw new InputNeededException(
                $"the image gets this machine's own Python {own.MajorMinor}, and '{interpreter.Path}' is {interpreter.MajorMinor}",
                "--python",
                $"install its wheels in the same with --python={Python}"
            );
        }
    }

    private void Write(IEnumerable<string> files, string archive)
    {
        using var file = File.Create(archive);
        using var tar = new TarWriter(file);
        foreach (var link in Links.Select(link => "/" + link).Where(Path.Exists))
        {
            tar.WriteEntry(link, link[1..]);
        }

        foreach (var path in files)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            tar.WriteEntry(path, path[1..]);
        }
    }

    private List<string> Files() =>
        [
            .. Lines("dpkg-query", ["--listfiles", .. Closure(), "git"])
                .Concat(Unlisted)
                .Where(path =>
                    path.StartsWith('/') && !LeftOut.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
                )
                .Select(Resolve)
                .Where(path => path.Length > 1 && !Links.Contains(path[1..]) && Path.Exists(path))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private IEnumerable<string> Closure() =>
        Lines(
                "apt-cache",
                [
                    "depends",
                    "--recurse",
                    "--installed",
                    "--no-recommends",
                    "--no-suggests",
                    "--no-conflicts",
                    "--no-breaks",
                    "--no-replaces",
                    "--no-enhances",
                    .. Packages,
                ]
            )
            .Where(line => line.Length > 0 && char.IsAsciiLetterOrDigit(line[0]))
            .Distinct();

    // One path for each file: a package may name it through the root's links.
    private static string Resolve(string path) =>
        path.Split('/', 3) is ["", var first, var rest]
        && Links.Contains(first)
        && new DirectoryInfo("/" + first).LinkTarget is { } target
            ? $"/{target.TrimStart('/')}/{rest}"
            : path;

    private IReadOnlyList<string> Lines(string program, IEnumerable<string> arguments) =>
        context.Tools.Resolve(program) is not null && programs.TryRun(program, arguments, out var lines)
            ? lines
            : throw new InputNeededException(
                "the image of a rehearsal is made of this machine's own packages, and these cannot be listed",
                program,
                "on Debian and Ubuntu: `apt-get install python3-venv git`; elsewhere rehearse without --docker"
            );
}
