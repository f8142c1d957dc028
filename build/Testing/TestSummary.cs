using System.Globalization;
using System.Xml.Linq;

namespace Wheelhouse.Build.Testing;

/// <summary>What the test projects' result files (TRX) say together.</summary>
/// <param name="PassedCount">Tests that passed.</param>
/// <param name="FailedCount">Tests that failed, and those that never came to an end.</param>
/// <param name="Skipped">Tests that were skipped, each with the reason.</param>
public sealed record TestSummary(int PassedCount, int FailedCount, IReadOnlyList<string> Skipped)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Reads all result files of a folder.</summary>
    /// <param name="folder">The folder; when it does not exist, nothing ran.</param>
    public static TestSummary Read(string folder)
    {
        var results = (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.trx") : [])
            .SelectMany(path => XDocument.Load(path).Descendants(Trx + "UnitTestResult"))
            .ToList();
        var skipped = results
            .Where(result => Outcome(result) == "NotExecuted")
            .Select(Reason)
            .Order(StringComparer.Ordinal)
            .ToList();
        var passed = results.Count(result => Outcome(result) == "Passed");
        return new TestSummary(passed, results.Count - passed - skipped.Count, skipped);
    }

    /// <summary>`N passed, N failed, N skipped`.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PassedCount} passed, {FailedCount} failed, {Skipped.Count} skipped"
        );

    private static string? Outcome(XElement result) => (string?)result.Attribute("outcome");

    private static string Reason(XElement result)
    {
        var message =
            result.Descendants(Trx + "Message").FirstOrDefault()?.Value
            ?? result.Descendants(Trx + "StdOut").FirstOrDefault()?.Value;
        return $"{(string?)result.Attribute("testName")}: {message?.Trim() ?? "no reason given"}";
    }
}
