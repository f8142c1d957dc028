using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

/// <summary>The reference of tasks and options in <c>build/README.md</c>, which is made from these themselves.</summary>
public sealed class OptionReference
{
    private const string Accept = "WHEELHOUSE_ACCEPT_DOCS";
    private const string Begin = "<!-- The reference begins: made by a test, as CONTRIBUTING says -->\n";
    private const string End = "<!-- The reference ends -->";

    private static readonly string Repository = RepositoryRoot.Above(AppContext.BaseDirectory);

    [Test]
    public void The_document_has_every_task_and_option_as_it_is()
    {
        var file = Path.Join(Repository, "build/README.md");
        var text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.That(begin >= 0 && end > begin, $"{file} lacks a mark: {Begin}{End}");
        var made = $"{text[..begin]}{Begin}\n{ReferenceText.Make()}\n{text[end..]}";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(file, made);
            text = made;
        }

        Assert.That(
            text == made,
            $"""
            The reference in {file} is not what tasks and options say; run this test with {Accept}=1 and commit the file.
            gone: {Lines(text, made)}
            new: {Lines(made, text)}
            """
        );
    }

    [Test]
    public void The_readme_s_choice_of_options_are_options()
    {
        var named = File.ReadAllLines(Path.Join(Repository, "README.md"))
            .Where(line => line.StartsWith("| `--", StringComparison.Ordinal))
            .SelectMany(line => line.Split('`').Where(word => word.StartsWith("--", StringComparison.Ordinal)))
            .Select(word => word.Replace("\\|", "|", StringComparison.Ordinal))
            .ToList();
        Assert.That(named, Has.Count.AtLeast(5));
        Assert.That(named, Is.SubsetOf(OptionTable.All.Select(option => option.Usage)));
    }

    private static string Lines(string one, string other) =>
        string.Join('\n', one.Split('\n').Except(other.Split('\n')).Take(20));
}
