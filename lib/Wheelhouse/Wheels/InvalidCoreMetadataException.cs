namespace Wheelhouse.Wheels;

/// <summary>Core metadata that breaks its standard; all its faults are told at once.</summary>
public sealed class InvalidCoreMetadataException : WheelhouseException
{
    internal InvalidCoreMetadataException(string where, IReadOnlyList<string> problems)
        : base(
            $"core metadata is invalid: {Told(problems)}",
            where,
            "build the wheel again with a current backend; installers refuse or misread such metadata"
        ) => Problems = problems;

    /// <summary>Each fault with its line.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>A hostile file can have a fault on each of millions of lines.</summary>
    private static string Told(IReadOnlyList<string> problems)
    {
        const int Most = 20;
        var told = string.Join("; ", problems.Take(Most));
        return problems.Count > Most ? $"{told}; and {problems.Count - Most} more" : told;
    }
}
