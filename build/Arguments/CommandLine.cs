namespace Wheelhouse.Build.Arguments;

/// <summary>What Cake does not hand on of a command line: where it was typed, and what Cake would drop without a word.</summary>
public sealed record CommandLine
{
    private CommandLine(
        IReadOnlyList<string> words,
        string caller,
        bool namesWorkingFolder,
        bool isExclusive,
        bool asksForHelp,
        IReadOnlyList<string> targets,
        IReadOnlyList<string> problems
    )
    {
        Words = words;
        Caller = caller;
        NamesWorkingFolder = namesWorkingFolder;
        IsExclusive = isExclusive;
        AsksForHelp = asksForHelp;
        Targets = targets;
        Problems = problems;
    }

    /// <summary>The words to hand to Cake. Its <c>--version</c> takes no value: with one, it is the version of a project.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The folder the user stood in.</summary>
    public string Caller { get; }

    /// <summary>Whether <c>--working</c> names another folder to stand in.</summary>
    public bool NamesWorkingFolder { get; }

    /// <summary>Whether only the named targets run, from what earlier runs left.</summary>
    public bool IsExclusive { get; }

    /// <summary>Whether the pipeline explains itself, and nothing runs.</summary>
    public bool AsksForHelp { get; }

    /// <summary>The tasks that are named, as they are written.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>What Cake would drop without a word, or refuse without saying how it is written.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Reads what Cake does not hand on.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="caller">The folder the user stands in.</param>
    /// <returns>What was read.</returns>
    public static CommandLine Of(IReadOnlyList<string> words, string caller)
    {
        ArgumentNullException.ThrowIfNull(words);
        words = [.. words.Select((word, place) => WithProjectVersion(word, words.ElementAtOrDefault(place + 1)))];
        string[] names =
        [
            .. words.TakeWhile(word => word != "--").Where(word => word.StartsWith('-')).Select(NameOf).Distinct(),
        ];
        return new CommandLine(
            words,
            caller,
            names.Any(name => name is "-w" or "--working"),
            names.Any(name => name.ToLowerInvariant() is "-e" or "--exclusive"),
            names.Any(name => name is "-h" or "--help"),
            TargetsOf(words),
            [
                .. Stray(words)
                    .Select(word =>
                        $"'{word}' stands alone; a task is named by --target={word}, a value by --name={word}"
                    ),
                // Of two spellings Cake keeps one and its values alone.
                .. names
                    .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                    .Where(spellings => spellings.Count() > 1)
                    .Select(spellings => $"{string.Join(" and ", spellings)} are one argument; write it one way"),
            ]
        );
    }

    // Words that are neither an argument nor the value of one; Cake takes no notice of those after "--".
    private static string[] Stray(IReadOnlyList<string> words)
    {
        var end = words.TakeWhile(word => word != "--").Count();

        // A word after "--name" may be its value; what comes first, or after "--name=value", cannot be.
        var before = Enumerable
            .Range(0, end)
            .Where(place => !words[place].StartsWith('-') && (place == 0 || !MayTakeNext(words[place - 1])))
            .Select(place => words[place]);
        return [.. before, .. words.Skip(end + 1)];
    }

    private static string[] TargetsOf(IReadOnlyList<string> words) =>
        [
            .. words
                .TakeWhile(word => word != "--")
                .Select((word, place) => (Parts: word.Split('=', 2), Next: words.ElementAtOrDefault(place + 1)))
                .Where(word => word.Parts[0].ToLowerInvariant() is "-t" or "--target")
                .Select(word => word.Parts.Length > 1 ? word.Parts[1] : word.Next ?? ""),
        ];

    private static string WithProjectVersion(string word, string? next)
    {
        const string Version = "--version";
        var hasValue = word.StartsWith(Version + "=", StringComparison.OrdinalIgnoreCase);
        var takesNext = word.Equals(Version, StringComparison.OrdinalIgnoreCase) && next?.StartsWith('-') == false;
        return hasValue || takesNext ? "--project-version" + word[Version.Length..] : word;
    }

    private static bool MayTakeNext(string word) =>
        word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal);

    private static string NameOf(string word) => word.Split('=', 2)[0];
}
