namespace Wheelhouse.IntegrationTests;

/// <summary>The commands that a document shows, as a reader copies them.</summary>
internal static class Documents
{
    /// <summary>The indented lines of a document.</summary>
    /// <param name="document">Its path in the repository.</param>
    public static IReadOnlyList<string> Lines(string document) =>
        [
            .. File.ReadLines(Path.Join(Pipeline.Repository, document))
                .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
                .Select(line => line[4..]),
        ];

    /// <summary>The one command that stands within a sentence and begins so.</summary>
    /// <param name="document">The document's path in the repository.</param>
    /// <param name="start">How the command begins.</param>
    public static string Inline(string document, string start) =>
        File.ReadAllText(Path.Join(Pipeline.Repository, document))
            .Split('`')
            .Single(text => text.StartsWith(start, StringComparison.Ordinal) && !text.Contains('\n'));

    /// <summary>A command with the launcher's path in place of its name in the repository's folder.</summary>
    public static string WithLauncher(string command) =>
        command.Replace(
            "./build.cake-frosting",
            $"'{Pipeline.Repository}/build.cake-frosting'",
            StringComparison.Ordinal
        );
}
