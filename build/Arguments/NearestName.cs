namespace Wheelhouse.Build.Arguments;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
public static class NearestName
{
    private const int Few = 3;

    /// <summary>The known name that a text was probably meant to be.</summary>
    /// <param name="text">The text as typed.</param>
    /// <param name="known">The names there are.</param>
    /// <returns>The nearest name; null when none is near.</returns>
    public static string? Of(string text, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Near(text, known).FirstOrDefault() ?? OnlyOneThatContinues(text, known);
    }

    /// <summary>The few known names that a text was probably meant to be: those that are near, then those that it is a part of.</summary>
    /// <param name="text">The text as typed.</param>
    /// <param name="known">The names there are.</param>
    /// <returns>The names, nearest first; none when none is near.</returns>
    public static IReadOnlyList<string> Several(string text, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        var longer = known
            .Where(name => text.Length > 1 && name.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
        return [.. Near(text, known).Concat(longer).Distinct().Take(Few)];
    }

    /// <summary>How many letters must be put in, left out, changed or swapped with their neighbour; case does not count.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns>0 for the same name.</returns>
    public static int Distance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        (left, right) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        int[] beforeLast = [];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = left[row - 1] == right[column - 1];
                var changed = last[column - 1] + (same ? 0 : 1);
                current[column] = Math.Min(changed, Math.Min(last[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    current[column] = Math.Min(current[column], beforeLast[column - 2] + 1);
                }
            }

            (beforeLast, last) = (last, current);
        }

        return last[right.Length];
    }

    private static IEnumerable<string> Near(string text, IEnumerable<string> known) =>
        known
            .Select(name => (name, distance: Distance(text, name)))
            .Where(candidate => candidate.distance <= Math.Max(text.Length, candidate.name.Length) / 3)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.name, StringComparer.Ordinal)
            .Select(candidate => candidate.name);

    private static string? OnlyOneThatContinues(string text, IEnumerable<string> known)
    {
        string[] continued =
        [
            .. known.Where(name => text.Length > 1 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
        ];
        return continued.Length == 1 ? continued[0] : null;
    }
}
