using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Collecting;

/// <summary>
/// A requirements file of pip, as far as it says what is needed:
/// <see href="https://pip.pypa.io/en/stable/reference/requirements-file-format/">the format</see>. Where things come from is the
/// run's to say, so that options of files other than <c>-r</c> are refused.
/// </summary>
public static class RequirementsFile
{
    private static readonly string[] Includes = ["-r", "--requirement"];

    /// <summary>Reads a file, and those that it includes.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The requirements, in order, each once.</returns>
    /// <exception cref="InvalidRequirementsFileException">A file is not there, or lines of it are no requirements; all are told.</exception>
    public static IReadOnlyList<Requirement> Read(string path)
    {
        var (found, problems) = (new List<Requirement>(), new List<string>());
        Read(Path.GetFullPath(path), found, problems, []);
        return problems.Count == 0 ? [.. found.Distinct()] : throw new InvalidRequirementsFileException(path, problems);
    }

    private static void Read(string path, List<Requirement> found, List<string> problems, HashSet<string> read)
    {
        if (!read.Add(path))
        {
            return;
        }

        if (!File.Exists(path))
        {
            problems.Add($"{path}: there is no such file");
            return;
        }

        foreach (var (number, line) in Lines(path))
        {
            if (
                line.Split([' ', '=', '\t'], 2, StringSplitOptions.TrimEntries) is [var option, var file]
                && Includes.Contains(option)
            )
            {
                Read(Path.GetFullPath(file, Path.GetDirectoryName(path)!), found, problems, read);
            }
            else if (Requirement.TryParse(line, out var requirement))
            {
                found.Add(requirement);
            }
            else
            {
                problems.Add($"{path}:{number}: '{line}' is neither a requirement nor -r FILE");
            }
        }
    }

    // A backslash at its end joins a line with the next; a comment begins the line or follows a space.
    private static IEnumerable<(int Number, string Text)> Lines(string path)
    {
        var (text, first, number) = ("", 0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            first = text.Length == 0 ? number : first;
            text += line.EndsWith('\\') ? line[..^1] : line;
            if (line.EndsWith('\\'))
            {
                continue;
            }

            var comment = text.StartsWith('#') ? 0 : text.IndexOf(" #", StringComparison.Ordinal);
            var kept = (comment < 0 ? text : text[..comment]).Trim();
            text = "";
            if (kept.Length > 0)
            {
                yield return (first, kept);
            }
        }
    }
}
