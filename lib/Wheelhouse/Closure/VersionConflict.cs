namespace Wheelhouse.Closure;

/// <summary>A requirement that could not be met beside another one, as a search met it.</summary>
/// <param name="Dependency">The later requirement.</param>
/// <param name="Other">The earlier one that leaves no version in common, or led to the version chosen; null where there is none.</param>
internal sealed record VersionConflict(Dependency Dependency, Dependency? Other);
