using System.Globalization;
using System.Text.Json;
using Wheelhouse.Index;

namespace Wheelhouse.Watching;

/// <summary>Holds pages against each other that say the same thing in two ways.</summary>
internal static class PageComparison
{
    /// <summary>The two forms of the list of projects.</summary>
    public static IEnumerable<WatchFinding> Of(SeenRoot given, SeenRoot other) =>
        [
            .. OfGenerations(given.Generation, given.Url, other.Generation, other.Url),
            .. given.Names.Except(other.Names).Select(name => Lacks(other.Url, name.Value, given.Url)),
            .. other.Names.Except(given.Names).Select(name => Lacks(given.Url, name.Value, other.Url)),
        ];

    /// <summary>The two forms of a project's page.</summary>
    public static IEnumerable<WatchFinding> Of(SeenPage given, SeenPage other)
    {
        foreach (var finding in OfGenerations(given.Generation, given.Url, other.Generation, other.Url))
        {
            yield return finding;
        }

        var files = given.Files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        foreach (var file in other.Files)
        {
            if (!files.Remove(file.Name, out var known))
            {
                yield return Lacks(given.Url, file.Name, other.Url);
            }
            else if (Differences(known, file).ToList() is { Count: > 0 } parts)
            {
                yield return OutOfStep(
                    other.Url,
                    $"of {file.Name} it says {string.Join(" and ", parts)} otherwise than {given.Url}"
                );
            }
        }

        foreach (var name in files.Keys)
        {
            yield return Lacks(other.Url, name, given.Url);
        }
    }

    /// <summary>The list of projects, which says of each in short what its page says, and the pages.</summary>
    public static IEnumerable<WatchFinding> OfEntries(RootPage root, Uri url, IReadOnlyList<SeenProject> projects)
    {
        var entries = root.Projects.ToDictionary(entry => entry.Name);
        return projects
            .Select(project => project.Given?.Json ?? project.Other?.Json)
            .OfType<ProjectPage>()
            .Where(page => entries.TryGetValue(page.Name, out var entry) && !IsOf(entry, page))
            .Select(page => OutOfStep(url, $"what it says of {page.Name} is not what the page of {page.Name} says"));
    }

    /// <summary>The list of projects, and the status made from it.</summary>
    public static IEnumerable<WatchFinding> OfStatus(RootPage root, JsonElement status, Uri url)
    {
        var expected = JsonText.LoadObject(StatusJson.Render(root), out _)!.Value;
        return expected
            .EnumerateObject()
            .Where(property =>
                !status.TryGetProperty(property.Name, out var told) || !JsonElement.DeepEquals(told, property.Value)
            )
            .Select(property => OutOfStep(url, $"its \"{property.Name}\" is not that of the list of projects"));
    }

    /// <summary>The generations of two pages that go together: the one with the lower is behind.</summary>
    public static IEnumerable<WatchFinding> OfGenerations(long one, Uri oneUrl, long other, Uri otherUrl) =>
        one == other
            ? []
            :
            [
                OutOfStep(
                    one < other ? oneUrl : otherUrl,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"it was made from generation {Math.Min(one, other)}, while {Math.Max(one, other)} is published"
                    )
                ),
            ];

    // An entry of an older program tells the newest version alone.
    private static bool IsOf(RootProject entry, ProjectPage page)
    {
        var expected = RootProject.Of(page);
        return entry.LatestVersion == expected.LatestVersion
            && (
                entry.PageGeneration == 0
                || (
                    entry.PageGeneration == expected.PageGeneration
                    && entry.VersionCount == expected.VersionCount
                    && entry.FileCount == expected.FileCount
                    && entry.Size == expected.Size
                )
            );
    }

    private static IEnumerable<string> Differences(SeenFile known, SeenFile other)
    {
        (bool IsSame, string Name)[] parts =
        [
            (known.Url == other.Url, "the URL"),
            (known.Sha256 == other.Sha256, "the sha256"),
            (known.RequiresPython == other.RequiresPython, "the Requires-Python"),
            (known.MetadataSha256 == other.MetadataSha256, "the sha256 of the METADATA"),
            (known.Yanked == other.Yanked, "whether and why it is yanked"),
        ];
        return parts.Where(part => !part.IsSame).Select(part => part.Name);
    }

    private static WatchFinding Lacks(Uri url, string what, Uri where) =>
        OutOfStep(url, $"it lacks {what}, which {where} has");

    private static WatchFinding OutOfStep(Uri url, string what) =>
        WatchFinding.At(url, WatchFindingKind.OutOfStep, what);
}
