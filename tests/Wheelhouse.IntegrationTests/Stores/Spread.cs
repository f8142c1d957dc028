namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Some of many places, spread over all of them, first and last included.</summary>
internal static class Spread
{
    /// <summary>Whether the environment asks for all of them: <c>WHEELHOUSE_FAULTS=all</c>.</summary>
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("WHEELHOUSE_FAULTS") == "all";

    /// <summary>At most so many of 1 to <paramref name="last"/>, or all where the environment asks for them.</summary>
    public static IReadOnlyList<int> Of(int last, int most) =>
        IsAll || last <= most
            ? [.. Enumerable.Range(1, last)]
            : [.. Enumerable.Range(0, most).Select(number => 1 + (int)((long)number * (last - 1) / (most - 1)))];
}
