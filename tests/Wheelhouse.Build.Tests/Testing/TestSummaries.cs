using Wheelhouse.Build.Testing;

namespace Wheelhouse.Build.Tests.Testing;

public sealed class TestSummaries
{
    private string folder = string.Empty;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("wheelhouse-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void All_result_files_count_together_and_skips_have_reasons()
    {
        Write("one.trx", Result("a", "Passed"), Result("b", "Failed"));
        Write("two.trx", Result("c", "Passed"), Result("d", "NotExecuted", "lacks a bucket"), Result("e", "Aborted"));
        var summary = TestSummary.Read(folder);
        Assert.That(summary.ToString(), Is.EqualTo("2 passed, 2 failed, 1 skipped"));
        Assert.That(summary.Skipped, Is.EqualTo(new[] { "d: lacks a bucket" }));
    }

    [Test]
    public void Without_results_nothing_passed() =>
        Assert.That(
            TestSummary.Read(Path.Combine(folder, "absent")).ToString(),
            Is.EqualTo("0 passed, 0 failed, 0 skipped")
        );

    private static string Result(string name, string outcome, string message = "") =>
        $"""
            <UnitTestResult testName="{name}" outcome="{outcome}">
              <Output><ErrorInfo><Message>{message}</Message></ErrorInfo></Output>
            </UnitTestResult>
            """;

    private void Write(string name, params string[] results) =>
        File.WriteAllText(
            Path.Combine(folder, name),
            $"""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>{string.Concat(results)}</Results>
            </TestRun>
            """
        );
}
