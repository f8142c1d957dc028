namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>How built wheels come to their platform tag.</summary>
/// <param name="Policy">The way.</param>
/// <param name="Exclude">Globs of shared objects that the target's ROCm brings and no wheel may contain.</param>
public sealed record RecipePlatformTag(PlatformTagPolicy Policy, IReadOnlyList<string> Exclude);
