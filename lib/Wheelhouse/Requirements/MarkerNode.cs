namespace Wheelhouse.Requirements;

/// <summary>A part of a marker: a comparison, or comparisons joined by <c>and</c> and <c>or</c>.</summary>
internal abstract class MarkerNode
{
    /// <summary>Whether it holds. No part is left out: one without a meaning is an error wherever it stands.</summary>
    internal abstract bool Evaluate(MarkerEnvironment environment, string extra);

    /// <summary>The text in normal form, in brackets where the place needs them.</summary>
    internal abstract string Format(bool isInner);
}
