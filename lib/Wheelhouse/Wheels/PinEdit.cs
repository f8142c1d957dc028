namespace Wheelhouse.Wheels;

/// <summary>A pin that follows the wheel it names to a new version.</summary>
/// <param name="Line">The line of <c>METADATA</c> that the requirement begins on, counted from 1.</param>
/// <param name="Requirement">The requirement as written, on one line.</param>
/// <param name="Before">The specifier before, such as <c>==2.9.0a0+git1c57644</c>.</param>
/// <param name="After">The specifier after, such as <c>==2.9.0</c>.</param>
public sealed record PinEdit(int Line, string Requirement, string Before, string After)
{
    /// <summary>The edit in one line, such as <c>line 12: torch (==2.9.0a0+git1c57644): ==2.9.0a0+git1c57644 -> ==2.9.0</c>.</summary>
    public override string ToString() => $"line {Line}: {Requirement}: {Before} -> {After}";
}
