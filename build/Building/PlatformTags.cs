using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Inspection;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>The platform tags that wheels get: as the run asks, else as the recipe says.</summary>
public static class PlatformTags
{
    /// <summary>Works out the platform of each wheel of a set, and reports what asks for it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="wheels">The set.</param>
    /// <returns>For each wheel its new platform, or null where it keeps its own.</returns>
    /// <exception cref="PlatformNotDetectedException">Shared objects need more than policies allow.</exception>
    public static Func<WheelFile, string?> Of(BuildContext context, IReadOnlyList<WheelFile> wheels)
    {
        ArgumentNullException.ThrowIfNull(context);
        var recipe = context.Recipe?.PlatformTag;
        if ((context.Options.PlatformTag ?? recipe?.Policy) != PlatformTagPolicy.Detect)
        {
            return _ => null;
        }

        var excluded = recipe?.Exclude ?? [.. KnownLibraries.Rocm, .. KnownLibraries.Torch];
        var detected = PlatformTagDetection.Detect(wheels, excluded, context.Cancellation);
        foreach (var platform in detected)
        {
            context.Report($"{platform}");
        }

        return wheel => detected.FirstOrDefault(platform => platform.Wheel == wheel)?.Platform;
    }
}
