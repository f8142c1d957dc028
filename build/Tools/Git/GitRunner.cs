using Cake.Core;
using Cake.Core.IO;

namespace Wheelhouse.Build.Tools.Git;

/// <summary>Runs git.</summary>
public sealed class GitRunner(ICakeContext context) : CapturingTool<GitSettings>(context)
{
    private static readonly Dictionary<string, string?> NoPrompts = new() { ["GIT_TERMINAL_PROMPT"] = "0" };

    /// <summary>The commit that is checked out in a folder; null where there is no git, no repository or no commit yet.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Stops it.</param>
    public string? Head(string folder, CancellationToken cancellation)
    {
        if (CakeContext.Tools.Resolve(GetToolExecutableNames()) is not { } git)
        {
            return null;
        }

        var settings = new GitSettings { ToolPath = git, WorkingDirectory = DirectoryPath.FromString(folder) };
        var result = Capture(settings, ["rev-parse", "--verify", "HEAD"], NoPrompts, cancellation);
        return result is { ExitCode: 0, StandardOutput: [var commit] } ? commit : null;
    }

    /// <inheritdoc/>
    protected override string GetToolName() => "git";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["git", "git.exe"];
}
