namespace Wheelhouse.Build.Diagnosis;

/// <summary>What a check found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Status">How it ended.</param>
/// <param name="What">What is there, or what is wrong.</param>
/// <param name="Mend">What mends it; null where nothing needs to be.</param>
public sealed record CheckResult(string Name, CheckStatus Status, string What, string? Mend = null)
{
    /// <summary>A result that is as it should be.</summary>
    public static CheckResult Ok(string name, string what) => new(name, CheckStatus.Ok, what);

    /// <summary>A result that fails where something was chosen that needs it, and warns elsewhere.</summary>
    public static CheckResult Lacking(string name, bool isNeeded, string what, string mend) =>
        new(name, isNeeded ? CheckStatus.Failing : CheckStatus.Warning, what, mend);

    /// <summary>What an error says, as a result.</summary>
    public static CheckResult Of(string name, bool isNeeded, WheelhouseException error) =>
        Lacking(name, isNeeded, OneLine(error.What), OneLine(error.Hint));

    /// <summary>One line: status, name, finding, and what mends it.</summary>
    public override string ToString() =>
        $"{Word(Status), -8} {Name, -18} {What}" + (Mend is null ? "" : $"; to mend it: {Mend}");

    /// <summary>A status as it is written.</summary>
    public static string Word(CheckStatus status) => status.ToString().ToLowerInvariant();

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
