namespace Wheelhouse.Build.Building.Inputs;

/// <summary>The registry of an image cannot be reached, or does not tell everybody what a tag stands for.</summary>
/// <param name="image">The name of the image.</param>
/// <param name="reason">What happened.</param>
/// <param name="where">What was asked for.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class RegistryNotAnsweringException(string image, string reason, string where, Exception? cause = null)
    : WheelhouseException(
        $"what {image} stands for cannot be found out: {reason}",
        where,
        "pull the image into this machine's engine, or name it in the recipe by its digest: IMAGE@sha256:...",
        cause
    );
