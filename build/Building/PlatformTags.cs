using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Inspection;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>The platform tags that wheels get: as the run asks, else as the recipe says.</summary>
/// <param name="Wheels">The set, repaired wheels in place of those that were given.</param>
/// <param name="PlatformOf">For each wheel its new platform, or null where it keeps its own.</param>
/// <param name="Given">The paths of the wheels that were given, by those of the repaired ones.</param>
public sealed record PlatformTags(
    IReadOnlyList<WheelFile> Wheels,
    Func<WheelFile, string?> PlatformOf,
    IReadOnlyDictionary<string, string> Given
)
{
    /// <summary>The path of the wheel that was given.</summary>
    /// <param name="path">Its own path, or that of the repaired wheel.</param>
    public string GivenAs(string path) => Given.GetValueOrDefault(path, path);

    /// <summary>Works out the platform of each wheel of a set, or has the wheels repaired, and reports why.</summary>
    /// <param name="context">The run.</param>
    /// <param name="wheels">The set.</param>
    /// <param name="release">What is built; null where wheels are given.</param>
    /// <param name="work">A folder for repaired wheels; null where only commands are told.</param>
    /// <exception cref="PlatformNotDetectedException">Shared objects need more than policies allow.</exception>
    /// <exception cref="WheelhouseException">A wheel cannot be repaired.</exception>
    public static PlatformTags Of(
        BuildContext context,
        IReadOnlyList<WheelFile> wheels,
        ReleaseBuild? release,
        string? work
    )
    {
        switch (PolicyOf(context))
        {
            case PlatformTagPolicy.Detect:
                return Unchanged(Detected(context, wheels));

            case PlatformTagPolicy.Repair when work is null:
                Tell(context, release, wheels.Select(wheel => wheel.Path));
                return Unchanged(_ => null);

            case PlatformTagPolicy.Repair:
                var repaired = Repaired(context, wheels, release, work);
                return new PlatformTags(
                    repaired,
                    _ => null,
                    wheels.Zip(repaired).ToDictionary(pair => pair.Second.Path, pair => pair.First.Path)
                );

            default:
                return Unchanged(_ => null);
        }

        PlatformTags Unchanged(Func<WheelFile, string?> platformOf) =>
            new(wheels, platformOf, new Dictionary<string, string>());
    }

    /// <summary>
    /// Works out the platform of each base wheel before vLLM is built against it, where that is the way: of one version, an
    /// installer takes another's <c>manylinux</c> wheel from an index before ours of <c>linux_MACHINE</c>.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="wheels">The wheels.</param>
    /// <returns>For each wheel its new platform, or null where it keeps its own.</returns>
    /// <exception cref="PlatformNotDetectedException">Shared objects need more than policies allow.</exception>
    public static Func<WheelFile, string?> OfBase(BuildContext context, IReadOnlyList<WheelFile> wheels) =>
        PolicyOf(context) == PlatformTagPolicy.Detect ? Detected(context, wheels) : _ => null;

    /// <summary>Says which base wheels another's may be preferred to, while vLLM is built.</summary>
    /// <param name="context">The run.</param>
    /// <param name="wheels">Their names.</param>
    public static void WarnOfPlain(BuildContext context, IEnumerable<WheelFileName> wheels)
    {
        string[] plain =
        [
            .. wheels
                .Where(wheel => wheel.Tags.All(tag => tag.Platform.StartsWith("linux_", StringComparison.Ordinal)))
                .Select(wheel => $"{wheel}"),
        ];
        if (plain.Length > 0)
        {
            context.Warn(
                $"vLLM is built with {string.Join(", ", plain)}: where its build reaches an index with one of these versions under a"
                    + " manylinux tag, its installer takes that wheel instead. --platform-tag=detect gives those that are built here such a tag before"
            );
        }
    }

    private static Func<WheelFile, string?> Detected(BuildContext context, IReadOnlyList<WheelFile> wheels)
    {
        var detected = PlatformTagDetection.Detect(wheels, ExcludedBy(context), context.Cancellation);
        foreach (var platform in detected)
        {
            context.Report($"{platform}");
        }

        return wheel => detected.FirstOrDefault(platform => platform.Wheel == wheel)?.Platform;
    }

    /// <summary>Tells the commands that would repair wheels, where that is the way.</summary>
    /// <param name="context">The run.</param>
    /// <param name="release">What is built; null where wheels are given.</param>
    /// <param name="wheels">The paths of the wheels as far as they are known.</param>
    public static void Tell(BuildContext context, ReleaseBuild? release, IEnumerable<string> wheels)
    {
        if (PolicyOf(context) == PlatformTagPolicy.Repair)
        {
            var work = context.Artifacts.Work;
            using var place = ResolutionPlace.Open(context, release, work, FoldersOf(context), tell: true);
            new WheelRepair(context, place, ExcludedBy(context), work).Tell(wheels);
        }
    }

    private static IReadOnlyList<WheelFile> Repaired(
        BuildContext context,
        IReadOnlyList<WheelFile> wheels,
        ReleaseBuild? release,
        string work
    )
    {
        using var place = ResolutionPlace.Open(context, release, work, FoldersOf(context));
        return new WheelRepair(context, place, ExcludedBy(context), work).Run(wheels);
    }

    /// <summary>How wheels come to their tags: as the run asks, else as the recipe says.</summary>
    /// <param name="context">The run.</param>
    public static PlatformTagPolicy PolicyOf(BuildContext context) =>
        context.Options.PlatformTag ?? context.Recipe?.PlatformTag.Policy ?? PlatformTagPolicy.None;

    /// <summary>
    /// What vLLM's build takes in by it: the same base wheels under other tags, or repaired, may lose to an index's or be linked
    /// otherwise.
    /// </summary>
    /// <param name="context">The run.</param>
    public static KeyValuePair<string, string> InputOf(BuildContext context) =>
        KeyValuePair.Create(
            "platform tags of base wheels",
            PolicyOf(context) switch
            {
                PlatformTagPolicy.None => "none",
                var policy => $"{policy.ToString().ToLowerInvariant()} without {string.Join(' ', ExcludedBy(context))}",
            }
        );

    private static IReadOnlyList<string> ExcludedBy(BuildContext context) =>
        context.Recipe?.PlatformTag.Exclude ?? [.. KnownLibraries.Rocm, .. KnownLibraries.Torch];

    private static IReadOnlyList<string> FoldersOf(BuildContext context) =>
        [
            context.Artifacts.Base,
            context.Artifacts.Vllm,
            .. context.Options.PackageSources.FindLinks.Where(Directory.Exists),
        ];
}
