namespace Wheelhouse.Storage;

/// <summary>What a store was seen to do when it was probed. A problem is a sentence that says what it did instead.</summary>
/// <param name="BodyProblem">How an object came back other than it was written; null when it came back whole.</param>
/// <param name="IfAbsentProblem">How <see cref="PutCondition.IfAbsent"/> does not hold; null when it does.</param>
/// <param name="IfMatchProblem">How <see cref="PutCondition.IfMatch"/> does not hold; null when it does.</param>
/// <param name="Manner">How the store is spoken to, for people; empty where there is but one way.</param>
public sealed record StoreAbilities(
    string? BodyProblem,
    string? IfAbsentProblem,
    string? IfMatchProblem,
    string Manner = ""
)
{
    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems =>
        [.. new[] { BodyProblem, IfAbsentProblem, IfMatchProblem }.OfType<string>()];

    /// <summary>Whether several publishers can use the store at once without losing each other's work.</summary>
    public bool IsSafe => Problems.Count == 0;

    /// <summary>In one line for who knows neither HTTP nor the store, where nothing is wrong; what is wrong where something is.</summary>
    public string Summary =>
        IsSafe
            ? "keeps conditions (If-None-Match, If-Match), so publishers lose nothing of each other's; objects come back as written"
            : string.Join("; ", Problems);

    /// <summary>Refuses a store that cannot be published to safely.</summary>
    /// <param name="location">The store's location, for the error.</param>
    /// <exception cref="UnsafeStoreException">It is not safe.</exception>
    public void RequireSafe(string location)
    {
        if (!IsSafe)
        {
            throw new UnsafeStoreException(Problems, location);
        }
    }

    /// <summary>One line for each ability.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            new[]
            {
                Line("objects come back as written", BodyProblem),
                Line("If-None-Match: *", IfAbsentProblem),
                Line("If-Match", IfMatchProblem),
                Manner,
            }.Where(line => line.Length > 0)
        );

    private static string Line(string ability, string? problem) => $"{ability}: {problem ?? "yes"}";
}
