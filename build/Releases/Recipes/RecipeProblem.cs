using System.Globalization;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>One thing that is wrong with a recipe.</summary>
/// <param name="Line">The line, from 1; 0 where there is none.</param>
/// <param name="Column">The column, from 1; 0 where there is none.</param>
/// <param name="Key">The key, with those above it, such as <c>base.packages[2].version</c>; empty for the file itself.</param>
/// <param name="What">What is wrong, and how to mend it.</param>
public sealed record RecipeProblem(int Line, int Column, string Key, string What)
{
    /// <summary>Such as <c>12:5 base.target: it is missing</c>.</summary>
    public override string ToString() =>
        Line == 0
            ? What
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Line}:{Column}{(Key.Length > 0 ? " " + Key : "")}: {What}"
            );
}
