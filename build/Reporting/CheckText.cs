using Spectre.Console;
using Spectre.Console.Rendering;
using Wheelhouse.Build.Diagnosis;

namespace Wheelhouse.Build.Reporting;

/// <summary>What this machine can do, for people.</summary>
public static class CheckText
{
    /// <summary>A row for each check: how it ended, what was found, and what mends it.</summary>
    /// <param name="results">The checks' results.</param>
    public static IRenderable Of(IEnumerable<CheckResult> results)
    {
        var listing = new Listing("", "check", "found");
        foreach (var result in results)
        {
            listing.Add(
                new Style(
                    result.Status switch
                    {
                        CheckStatus.Ok => Color.Green,
                        CheckStatus.Warning => Color.Yellow,
                        _ => Color.Red,
                    }
                ),
                [
                    CheckResult.Word(result.Status),
                    result.Name,
                    result.Mend is { } mend ? $"{result.What}; to mend it: {mend}" : result.What,
                ]
            );
        }

        return listing;
    }
}
