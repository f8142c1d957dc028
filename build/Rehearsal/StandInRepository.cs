using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Files;

namespace Wheelhouse.Build.Rehearsal;

/// <summary>
/// A repository that stands in for vLLM's: the same Dockerfiles, stages, arguments and folders, and a tag that its version
/// comes from; its wheels are small and need no GPU and no network.
/// </summary>
public static class StandInRepository
{
    private const string Resources = "Repository/";
    private const string Version = "0.11.1";

    /// <summary>The text of a file of the repository.</summary>
    /// <param name="path">The file, such as <c>setup.py</c>.</param>
    public static string Read(string path)
    {
        using var content = typeof(StandInRepository).Assembly.GetManifestResourceStream(Resources + path)!;
        using var reader = new StreamReader(content);
        return reader.ReadToEnd();
    }

    /// <summary>Writes the repository of a rehearsal, with one commit and its tag.</summary>
    /// <param name="context">The run.</param>
    public static void Write(BuildContext context)
    {
        using var staged = StagedFolder.Create(context.Artifacts.RehearsalRepository);
        var assembly = typeof(StandInRepository).Assembly;
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
        )
        {
            // Named so that git and the checks of this repository do not take it for their own.
            var path = Path.Combine(
                staged.Path,
                name[Resources.Length..].Replace("gitignore", ".gitignore", StringComparison.Ordinal)
            );
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            using var content = assembly.GetManifestResourceStream(name)!;
            content.CopyTo(file);
        }

        var git = new GitRunner(context);
        string[] author =
        [
            "-c",
            "user.name=Rehearsal",
            "-c",
            "user.email=rehearsal@localhost",
            "-c",
            "commit.gpgSign=false",
            "-c",
            "tag.gpgSign=false",
        ];
        Git("init", "--quiet");
        Git("add", "--all");
        Git("commit", "--quiet", "--message", "A release that is rehearsed");
        Git("tag", "--annotate", "--message", Version, $"v{Version}");
        staged.Commit();

        void Git(params string[] arguments) => git.Run(staged.Path, [.. author, .. arguments], context.Cancellation);
    }
}
