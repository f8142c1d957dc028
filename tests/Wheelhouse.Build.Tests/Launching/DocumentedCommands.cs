using System.Text.RegularExpressions;

namespace Wheelhouse.Build.Tests.Launching;

/// <summary>Every command that a document shows, run dry: its tasks and options are there, and take such values.</summary>
public sealed partial class DocumentedCommands
{
    private static readonly string Repository = RepositoryRoot.Above(AppContext.BaseDirectory);

    // What stands for the reader's own, and what is left out; the program without its launcher, which has tests of its own.
    private static readonly (string Word, string Value)[] Placeholders =
    [
        ("./build.cake-frosting", $"dotnet '{typeof(BuildContext).Assembly.Location}'"),
        ("--store=URL", "--store=file:///srv/wheels"),
        ("--to=RUN", "--to=20251105T143000Z-9f3a1c"),
        (" ... ", " "),
    ];

    [TestCase("README.md", 15)]
    [TestCase("build/README.md", 24)]
    [TestCase("build/aws/README.md", 7)]
    [TestCase("tests/README.md", 2)]
    [TestCase("tests/Wheelhouse.Benchmarks/README.md", 3)]
    [TestCase(".github/CONTRIBUTING.md", 3)]
    public void Commands_are_understood(string document, int least)
    {
        var commands = CommandForm()
            .Matches(File.ReadAllText(Path.Join(Repository, document)))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();
        Assert.That(commands, Has.Count.AtLeast(least));
        using (Assert.EnterMultipleScope())
        {
            foreach (var command in commands)
            {
                var line = Placeholders.Aggregate(
                    command.Split(" > ")[0], // no file of the reader's is written
                    (text, placeholder) => text.Replace(placeholder.Word, placeholder.Value, StringComparison.Ordinal)
                );
                var run = ProcessRun.Of("sh", ["-c", line + " --dryrun"], Repository);
                Assert.That(run.Code, Is.Zero, $"{command}\n{run.Error}");
            }
        }
    }

    [GeneratedRegex(@"^    (\./build\.cake-frosting --target=.*)$", RegexOptions.Multiline)]
    private static partial Regex CommandForm();
}
