namespace Wheelhouse.Requirements;

/// <summary>What a parser met that its grammar does not allow, and at which character (from 0).</summary>
internal sealed record SyntaxFault(string What, int Position);
