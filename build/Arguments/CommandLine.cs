namespace Wheelhouse.Build.Arguments;

/// <summary>What Cake does not hand on of a command line: where it was typed, and the words that belong to no argument.</summary>
public sealed record CommandLine
{
    private CommandLine(string caller, bool namesWorkingFolder, IReadOnlyList<string> stray)
    {
        Caller = caller;
        NamesWorkingFolder = namesWorkingFolder;
        Stray = stray;
    }

    /// <summary>The folder the user stood in.</summary>
    public string Caller { get; }

    /// <summary>Whether <c>--working</c> names another folder to stand in.</summary>
    public bool NamesWorkingFolder { get; }

    /// <summary>Words that are neither an argument nor the value of one; Cake lets those after <c>--</c> pass silently.</summary>
    public IReadOnlyList<string> Stray { get; }

    /// <summary>Refuses words that belong to no argument.</summary>
    /// <exception cref="RefusedArgumentsException">There are such words.</exception>
    public void RefuseStrayWords()
    {
        if (Stray.Count > 0)
        {
            throw new RefusedArgumentsException([
                .. Stray.Select(word =>
                    $"'{word}' stands alone; a task is named by --target={word}, a value by --name={word}"
                ),
            ]);
        }
    }

    /// <summary>Reads what Cake does not hand on.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="caller">The folder the user stands in.</param>
    /// <returns>What was read.</returns>
    public static CommandLine Of(IReadOnlyList<string> words, string caller)
    {
        ArgumentNullException.ThrowIfNull(words);
        List<string> stray = [];
        for (var place = 0; place < words.Count; place++)
        {
            var word = words[place];
            if (word == "--")
            {
                stray.AddRange(words.Skip(place + 1));
                break;
            }

            // A word after "--name" may be its value; what comes first, or after "--name=value", cannot be.
            var mayBeValue =
                place > 0
                && words[place - 1].StartsWith('-')
                && !words[place - 1].Contains('=', StringComparison.Ordinal);
            if (!word.StartsWith('-') && !mayBeValue)
            {
                stray.Add(word);
            }
        }

        var namesWorkingFolder = words.Any(word =>
            word is "-w" or "--working"
            || word.StartsWith("-w=", StringComparison.Ordinal)
            || word.StartsWith("--working=", StringComparison.Ordinal)
        );
        return new CommandLine(caller, namesWorkingFolder, stray);
    }
}
