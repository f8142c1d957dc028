namespace Wheelhouse.Wheels;

/// <summary>Several wheels of a set are malformed.</summary>
/// <param name="errors">What is wrong with each of them, two at least.</param>
public sealed class UnreadableWheelsException(IReadOnlyList<WheelhouseException> errors)
    : WheelhouseException(
        $"{Counted.Of(errors.Count, "wheel")} cannot be read",
        string.Join('\n', errors.Select(error => $"{error.Where}: {error.What}")),
        "build or fetch them again, or take them out",
        errors[0]
    )
{
    /// <summary>What is wrong with each of them.</summary>
    public IReadOnlyList<WheelhouseException> Errors { get; } = errors;
}
