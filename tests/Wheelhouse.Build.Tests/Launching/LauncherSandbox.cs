using System.Runtime.Versioning;

namespace Wheelhouse.Build.Tests.Launching;

/// <summary>
/// A small repository with the real launcher and a <c>dotnet</c> that only writes down what it is asked, so that every
/// path through the launcher is seen without a build.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LauncherSandbox : IDisposable
{
    // Builds by copying one source to the place of the host; runs a host by printing that and the arguments.
    private const string Dotnet = """
        #!/bin/sh
        case $1 in
            --version) [ -z "$SDK" ] || { printf '%s\n' "$SDK"; exit 0; }; exit 145 ;;
            --list-sdks) printf '8.0.100 [/sdk]\n9.0.100 [/sdk]\n' ;;
            publish)
                printf '%s\n' "$*" >>"$LOG"
                printf 'chatter of the build\n'
                [ -z "${BROKEN:-}" ] || { printf 'the reason\n' >&2; exit 1; }
                [ -z "${EDITED:-}" ] || [ -e "$LOG.edited" ] || { : >"$LOG.edited"; printf 'edited' >build/Program.cs; }
                while [ "$1" != --output ]; do shift; done
                mkdir -p "$2" && cp build/Program.cs "$2/Wheelhouse.Build.dll"
                ;;
            *)
                printf 'host: %s\n' "$(cat "$1")"
                printf 'folder: %s\n' "$PWD"
                shift
                for argument; do printf 'argument: %s\n' "$argument"; done
                exit "${CODE:-0}"
                ;;
        esac
        """;

    private readonly string log;

    public LauncherSandbox()
    {
        Folder = Directory.CreateTempSubdirectory("launcher's \"sand box\" ").FullName;
        Repository = Path.Join(Folder, "the repository");
        log = Path.Join(Folder, "log");
        Write("build/Program.cs", "one");
        Write("lib/Library.cs", "");
        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json" })
        {
            Write(file, "");
        }

        Launcher = Path.Join(Repository, "build.cake-frosting");
        File.Copy(Path.Join(RepositoryRoot.Above(AppContext.BaseDirectory), "build.cake-frosting"), Launcher);
        WriteProgram("bin/dotnet", Dotnet);
    }

    /// <summary>The folder that everything is in.</summary>
    public string Folder { get; }

    /// <summary>The repository's folder.</summary>
    public string Repository { get; }

    /// <summary>The launcher's path.</summary>
    public string Launcher { get; }

    /// <summary>What <c>dotnet publish</c> was called with, one line a call.</summary>
    public string[] Builds => File.Exists(log) ? File.ReadAllLines(log) : [];

    /// <summary>The hosts that are kept, and whatever else was left beside them.</summary>
    public string[] Hosts =>
        [
            .. Directory
                .EnumerateFileSystemEntries(Path.Join(Repository, "build/bin/host"))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Writes a file of the repository.</summary>
    public void Write(string path, string text)
    {
        var full = Path.Join(Repository, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Starts the launcher.</summary>
    public ProcessRun Start(params string[] arguments) => StartWith([], arguments);

    /// <summary>Starts the launcher with more environment variables, or under another path.</summary>
    public ProcessRun StartWith(
        Dictionary<string, string?> variables,
        IEnumerable<string> arguments,
        string? launcher = null,
        string? folder = null
    )
    {
        Dictionary<string, string?> all = new()
        {
            ["PATH"] = Path.Join(Folder, "bin") + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["SDK"] = "10.0.100",
            ["LOG"] = log,
        };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return ProcessRun.Of(launcher ?? Launcher, arguments, folder ?? Folder, all);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void WriteProgram(string path, string text)
    {
        var full = Path.Join(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text + "\n");
        File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
