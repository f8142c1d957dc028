namespace Wheelhouse.Inspection;

/// <summary>One thing that an inspection found.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Member">The member as the archive names it, or null where it is about the whole wheel.</param>
/// <param name="What">What was found, in one line.</param>
/// <param name="Error">The error that reading ended in, where there was one; it has a hint.</param>
public sealed record Finding(
    FindingSeverity Severity,
    FindingKind Kind,
    string? Member,
    string What,
    WheelhouseException? Error = null
)
{
    /// <summary>Severity, member and text, in one line.</summary>
    public override string ToString() =>
        Member is null ? $"{Severity}: {What}" : $"{Severity}: {Wheels.MemberNames.Shown(Member)}: {What}";
}
