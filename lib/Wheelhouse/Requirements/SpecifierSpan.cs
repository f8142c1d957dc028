using Wheelhouse.Versions;

namespace Wheelhouse.Requirements;

/// <summary>Where a specifier stands in the text of its requirement, so that a rewriter can change these characters alone.</summary>
/// <param name="Specifier">The specifier.</param>
/// <param name="Start">The place of its operator's first character, from 0.</param>
/// <param name="Length">The characters from there to the end of its version, white space between the two included.</param>
public sealed record SpecifierSpan(Specifier Specifier, int Start, int Length);
