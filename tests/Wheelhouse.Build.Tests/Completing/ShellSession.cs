using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;

namespace Wheelhouse.Build.Tests.Completing;

/// <summary>
/// A shell on a terminal of its own, made by <c>script</c>, with the pipeline's completion and a <c>build.cake-frosting</c>
/// that prints its arguments. No program can be started in it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ShellSession : IDisposable
{
    private const string Prompt = "ready> ";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private ShellSession(Process process)
    {
        this.process = process;
        Read(text => text.EndsWith(Prompt, StringComparison.Ordinal));
    }

    /// <summary>Starts a shell.</summary>
    /// <param name="shell"><c>bash</c> or <c>zsh</c>.</param>
    /// <param name="completion">The completion script's text.</param>
    /// <param name="home">A folder for the shell's settings.</param>
    /// <param name="folder">The folder it stands in.</param>
    public static ShellSession Start(string shell, string completion, string home, string folder)
    {
        File.WriteAllText(Path.Join(home, "completion"), completion);
        var settings = Path.Join(home, ".zshrc");
        File.WriteAllText(
            settings,
            $$"""
            PS1='{{Prompt}}'
            {{(
                shell == "zsh"
                    ? "unset zle_bracketed_paste; unsetopt PROMPT_SP; autoload -Uz compinit && compinit -u -D"
                    : ""
            )}}
            PATH={{home}}/empty
            build.cake-frosting() { printf '<%s>' "$@"; printf '\n'; }
            . {{home}}/completion

            """
        );
        var command = shell == "zsh" ? "zsh -i" : $"bash --noprofile --rcfile {settings} -i";
        var start = new ProcessStartInfo("script", ["-qefc", command, "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "dumb";
        start.Environment["ZDOTDIR"] = home;
        return new ShellSession(Process.Start(start)!);
    }

    /// <summary>Types a line and Enter.</summary>
    /// <param name="keys">What is typed, tabs among it.</param>
    /// <returns>The arguments that the command was given, each in angle brackets.</returns>
    public string Type(string keys)
    {
        process.StandardInput.Write(keys + "\n");
        process.StandardInput.Flush();
        // The prompt is drawn anew whenever the shell lists what there is to choose.
        return Read(text =>
                text.Contains("\n<", StringComparison.Ordinal) && text.EndsWith(Prompt, StringComparison.Ordinal)
            )
            .Replace("\r", "", StringComparison.Ordinal)
            .Split('\n')
            .Last(line => line.StartsWith('<'));
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private string Read(Predicate<string> isAll)
    {
        using var limit = new CancellationTokenSource(Limit);
        var text = new StringBuilder();
        var buffer = new char[1024];
        try
        {
            while (!isAll($"{text}"))
            {
                var read = process.StandardOutput.ReadAsync(buffer, limit.Token).AsTask().GetAwaiter().GetResult();
                text.Append(buffer, 0, read > 0 ? read : throw new EndOfStreamException($"the shell ended: {text}"));
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"not all within {Limit}: {text}");
        }

        return text.ToString();
    }
}
