using System.Text.RegularExpressions;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Docker;

namespace Wheelhouse.Build.Building;

/// <summary>
/// What of an engine is ours and can be removed. A label alone does not tell: whoever builds upon an image of ours, or runs
/// it, has our label too. An image counts as ours where all its names are ours, or where it has none, as one that was built
/// again under its name; a container where its label is its own.
/// </summary>
/// <param name="Containers">Containers to remove, by name.</param>
/// <param name="Images">Images to remove: all names of each, or the identifier of one without a name.</param>
/// <param name="Kept">What bears our label and is left, each with the reason.</param>
public sealed partial record EngineCleaning(
    IReadOnlyList<string> Containers,
    IReadOnlyList<string> Images,
    IReadOnlyList<string> Kept
)
{
    /// <summary>Of an image: its identifier and one of its names; those that have none get a name with <see cref="None"/>.</summary>
    internal const string ImageFormat = "{{.ID}} {{.Repository}}:{{.Tag}}";

    /// <summary>Of a container: its image's identifier, its name and our label.</summary>
    internal const string ContainerFormat =
        $$$"""{{.Image}} {{.Name}} {{with .Config.Labels}}{{index . "{{{ImageBuilder.Label}}}"}}{{end}}""";

    private const string None = "<none>";
    private const int IdentifierLength = 19;

    /// <summary>Asks an engine; nothing is changed.</summary>
    /// <param name="docker">The client.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DockerFailedException">The engine does not say what it has.</exception>
    public static EngineCleaning Find(DockerRunner docker, CancellationToken cancellation)
    {
        var all = Lines(docker.DockerPs(null, cancellation));
        return Of(
            all.Count == 0 ? [] : Lines(docker.DockerContainerInspect(all, ContainerFormat, cancellation)),
            Lines(docker.DockerImages($"{ImageBuilder.Label}={ImageBuilder.ImageRun}", ImageFormat, cancellation))
        );
    }

    /// <summary>Removes it; others' containers and images stay, also where they began to use ours meanwhile.</summary>
    /// <param name="docker">The client.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DockerFailedException">The engine refuses.</exception>
    public void Apply(DockerRunner docker, CancellationToken cancellation)
    {
        if (Containers.Count > 0)
        {
            Lines(docker.DockerRm(Containers, cancellation));
        }

        // An image goes after those built upon it, and only the engine knows which these are: what it refuses first, it then takes.
        if (
            Images.Count > 0
            && docker.DockerRmi(Images, cancellation).ExitCode != 0
            && Find(docker, cancellation) is { Images: { Count: > 0 } left }
        )
        {
            Lines(docker.DockerRmi(left, cancellation));
        }
    }

    /// <summary>Tells ours from others'.</summary>
    /// <param name="containers">All containers, as <see cref="ContainerFormat"/> prints them.</param>
    /// <param name="images">The images with our label, as <see cref="ImageFormat"/> prints them.</param>
    internal static EngineCleaning Of(IEnumerable<string> containers, IEnumerable<string> images)
    {
        List<string> removed = [];
        List<string> kept = [];
        Dictionary<string, string> users = [];
        foreach (var words in containers.Select(line => line.Split(' ', 3)))
        {
            var (image, name, run) = (words[0], words[1].TrimStart('/'), words[2]);
            if (
                run.Length > 0
                && run != ImageBuilder.ImageRun
                && name.StartsWith("wheelhouse-", StringComparison.Ordinal)
            )
            {
                removed.Add(name);
                continue;
            }

            users[image] = name;
            if (run.Length > 0)
            {
                kept.Add($"container {name}: it is not ours, and has the label of its image");
            }
        }

        List<string> taken = [];
        foreach (var image in images.Select(line => line.Split(' ', 2)).GroupBy(words => words[0], words => words[1]))
        {
            string[] names = [.. image.Where(name => name != $"{None}:{None}").Distinct()];
            var shown =
                names.Length > 0 ? string.Join(", ", names) : image.Key[..Math.Min(IdentifierLength, image.Key.Length)];
            if (names.FirstOrDefault(name => !IsName(name)) is { } other)
            {
                kept.Add(
                    $"image {shown}: {other} is no name of ours; it was built upon ours, or somebody named ours so"
                );
            }
            else if (users.GetValueOrDefault(image.Key) is { } user)
            {
                kept.Add($"image {shown}: the container {user} uses it, which is not ours");
            }
            else
            {
                taken.AddRange(names.Length > 0 ? names : [image.Key]);
            }
        }

        return new EngineCleaning(removed, taken, kept);
    }

    /// <summary>Whether an image of ours has that name: what builds make, or what they begin with in a rehearsal.</summary>
    /// <param name="name">The name with its tag.</param>
    internal static bool IsName(string name) => OwnName().IsMatch(name);

    private static IReadOnlyList<string> Lines(ToolResult result) =>
        result.ExitCode == 0
            ? result.StandardOutput
            : throw new DockerFailedException(result, null, "see what the engine says above, and clean again");

    [GeneratedRegex(@"^wheelhouse(/[^/:]+-(base|vllm):latest|-stand-in-base:[^/:]+)\z")]
    private static partial Regex OwnName();
}
