namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>A recipe names a value that this run does not have.</summary>
/// <param name="placeholder">The placeholder's word.</param>
/// <param name="text">The text that holds it.</param>
public sealed class PlaceholderEmptyException(string placeholder, string text)
    : WheelhouseException(
        $"{{{placeholder}}} has no value here",
        text,
        "a commit may have no tag (release a tag with --vllm=TAG), and the base image is there once Build-Base-Wheels ran"
    );
