namespace Wheelhouse.Inspection;

/// <summary>Shared objects need more than any manylinux policy promises.</summary>
public sealed class PlatformNotDetectedException : WheelhouseException
{
    private const int MostTold = 20;

    internal PlatformNotDetectedException(IReadOnlyList<string> problems)
        : base(
            $"no manylinux tag holds for what the wheels need:\n  - {string.Join("\n  - ", problems.Take(MostTold))}"
                + (problems.Count > MostTold ? $"\n  and {problems.Count - MostTold} more" : ""),
            "platform tag",
            "build on an older system, put the library into the wheel, or exclude it by name where users have it from elsewhere"
        ) => Problems = problems;

    /// <summary>Each need that no policy meets, with wheel, object, and library or symbol version.</summary>
    public IReadOnlyList<string> Problems { get; }
}
