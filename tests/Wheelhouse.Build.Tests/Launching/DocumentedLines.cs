using System.Text.RegularExpressions;

namespace Wheelhouse.Build.Tests.Launching;

/// <summary>The commands that the documents show: lines that stand indented or in a block of a shell, and those within a sentence.</summary>
internal static partial class DocumentedLines
{
    private static readonly string[] Folders = [".github", "build", "lib", "tests"];

    /// <summary>All documents, by their paths in the repository; what happened once, the changelog, shows nothing to type.</summary>
    public static IEnumerable<string> Documents() =>
        Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Join(Repository, folder), "*.md", SearchOption.AllDirectories)
            )
            .Concat(Directory.EnumerateFiles(Repository, "*.md"))
            .Select(path => Path.GetRelativePath(Repository, path))
            .Where(path => path != "CHANGELOG.md" && !path.Split('/').Any(name => name is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    /// <summary>The commands of a document, in their order, each once.</summary>
    public static IReadOnlyList<string> Of(string document)
    {
        // Blocks in other languages have tests of their own.
        var text = CodeBlock()
            .Replace(
                File.ReadAllText(Path.Join(Repository, document)),
                block => block.Groups[1].Value is "" or "sh" or "bash" or "console" ? block.Groups[2].Value : ""
            );
        return [.. CommandForm().Matches(text).Select(match => match.Groups["command"].Value).Distinct()];
    }

    public static string Repository { get; } = RepositoryRoot.Above(AppContext.BaseDirectory);

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    // What is indented is a command, but for the list of folders at a README's end. In a sentence, a program's name and a word after it.
    [GeneratedRegex(
        """
            ^[ ]{4}(?!.*[ ]{4})(?<command>\S.*)$
            | `(?<command>\./build\.cake-frosting(?:[ ][^`\n]*)?|(?:sudo|apt-get|aws|curl|docker|dotnet|gh|git|npm|pip|pip3|python3|sh)[ ][^`\n]+)`
            """,
        RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex CommandForm();
}
