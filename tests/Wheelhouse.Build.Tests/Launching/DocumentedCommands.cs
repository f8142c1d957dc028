using System.Text.RegularExpressions;
using Wheelhouse.Build.Testing;
using Wheelhouse.Build.Tests.Workflows;

namespace Wheelhouse.Build.Tests.Launching;

/// <summary>
/// Every command that a document shows is run: ours here, dry, so that its tasks and options are there and take such values;
/// others as far as they can be, here or by the test that is named. A line that is new in a document fails until it is.
/// </summary>
public sealed partial class DocumentedCommands
{
    // What stands for the reader's own, and what is left out; the program without its launcher, which has tests of its own.
    private static readonly (string Word, string Value)[] Placeholders =
    [
        ("./build.cake-frosting", $"dotnet '{typeof(BuildContext).Assembly.Location}'"),
        ("--store=URL", "--store=file:///srv/wheels"),
        ("--to=RUN", "--to=20251105T143000Z-9f3a1c"),
        (" ... ", " "),
    ];

    // By how it begins, in which document, and who takes it from there.
    private static readonly (string Document, string Start, string Test)[] RunElsewhere =
    [
        (".github/CONTRIBUTING.md", "dotnet tool restore", "DocumentedPrograms.The_formatter_is_restored_and_formats"),
        (
            ".github/CONTRIBUTING.md",
            "dotnet csharpier format .",
            "DocumentedPrograms.The_formatter_is_restored_and_formats"
        ),
        ("README.md", "python3 -m venv /tmp/user", "Rehearsal.The_readmes_first_commands_end_in_an_install"),
        (
            "README.md",
            "export AWS_ACCESS_KEY_ID=",
            "BucketReleases.The_readmes_trial_ends_in_an_install_from_a_server_of_this_machine"
        ),
        (
            "README.md",
            "python3 -m venv /tmp/trial",
            "BucketReleases.The_readmes_trial_ends_in_an_install_from_a_server_of_this_machine"
        ),
        ("build/README.md", "mkdir -p ", "CompletedLines.The_documented_lines_write_what_the_shell_reads"),
        ("build/README.md", "docker context create ", "DocumentedPrograms.A_docker_context_is_made"),
        ("build/README.md", "aws s3 sync ", "AwsGuide.A_store_is_copied_from_bucket_to_bucket"),
        ("build/aws/README.md", "pip install vllm ", "AwsGuide.A_store_is_set_up_published_to_and_installed_from"),
        ("build/aws/README.md", "sed ", "AwsGuide.Roles_and_a_distribution_are_made_by_the_aws_cli"),
        ("build/aws/README.md", "aws sts ", "AwsGuide.Roles_and_a_distribution_are_made_by_the_aws_cli"),
        ("build/aws/README.md", "aws iam ", "AwsGuide.Roles_and_a_distribution_are_made_by_the_aws_cli"),
        ("build/aws/README.md", "aws s3 ", "AwsGuide.Roles_and_a_distribution_are_made_by_the_aws_cli"),
        ("build/aws/README.md", "aws cloudfront ", "AwsGuide.Roles_and_a_distribution_are_made_by_the_aws_cli"),
        ("lib/README.md", "dotnet add package ", "Packages.A_program_restores_the_package_and_uses_it"),
    ];

    // What no test can run, by how it begins, and why.
    private static readonly (string Document, string Start, string Why)[] NotRun =
    [
        ("README.md", "pip install vllm --index-url https://YOUR.HOST/", "of an index of the reader's"),
        ("build/README.md", "pip install vllm==", "of an index of the reader's"),
        ("build/README.md", "docker buildx ls", "named for what it lists, nothing to type"),
        ("build/aws/README.md", "aws configure sso", "asks a person, in a browser"),
        ("build/aws/README.md", "aws sso login", "asks a person, in a browser"),
        ("build/aws/README.md", "pip download -v", "of an index of the reader's"),
        ("lib/README.md", "docker ", "says how the pipeline works, nothing to type"),
        ("lib/README.md", "git ", "says how the pipeline works, nothing to type"),
        ("lib/README.md", "pip ", "says how the pipeline works, nothing to type"),
        ("tests/Wheelhouse.Benchmarks/README.md", "aws s3 ", "says what is measured, nothing to type"),
        ("tests/Wheelhouse.Benchmarks/README.md", "pip install --dry-run", "says what is measured, nothing to type"),
    ];

    private static IEnumerable<string> Documents => DocumentedLines.Documents();

    [TestCaseSource(nameof(Documents))]
    public void Commands_are_understood(string document)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var command in DocumentedLines.Of(document))
            {
                Check(document, command);
            }
        }
    }

    [TestCase("README.md", 15)]
    [TestCase("build/README.md", 24)]
    [TestCase("build/aws/README.md", 15)]
    [TestCase("tests/README.md", 4)]
    [TestCase("tests/Wheelhouse.Benchmarks/README.md", 3)]
    [TestCase(".github/CONTRIBUTING.md", 7)]
    public void Commands_are_found(string document, int least) =>
        Assert.That(DocumentedLines.Of(document), Has.Count.AtLeast(least));

    [Test]
    public void Every_test_that_is_named_is_there_and_every_row_is_needed()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (document, start, test) in RunElsewhere)
            {
                Assert.That(DocumentedLines.Of(document), Has.Some.StartsWith(start), document);
                var (subject, sentence) = (test.Split('.')[0], test.Split('.')[1]);
                var sources = Directory.EnumerateFiles(
                    Path.Join(DocumentedLines.Repository, "tests"),
                    $"{subject}.cs",
                    SearchOption.AllDirectories
                );
                Assert.That(sources.Select(File.ReadAllText), Has.Some.Contains($" {sentence}("), test);
            }

            foreach (var (document, start, _) in NotRun)
            {
                Assert.That(DocumentedLines.Of(document), Has.Some.StartsWith(start), document);
            }
        }
    }

    [TestCase("README.md")]
    [TestCase("build/README.md")]
    public void Three_architectures_and_four_Pythons_are_twelve_builds(string document)
    {
        var command = DocumentedLines
            .Of(document)
            .Single(line => line.Contains(" --rocm-arch='gfx90a;gfx942;gfx1100' --p"));
        var listed = ProcessRun.Of("sh", ["-c", InPlace(command)], DocumentedLines.Repository);
        Assert.That(listed.Output.Split('\n').Count(line => BuildForm().IsMatch(line)), Is.EqualTo(12), listed.Error);
    }

    private static void Check(string document, string command)
    {
        if (OwnForm().IsMatch(command))
        {
            RunDry(command);
        }
        else if (TestForm().Match(command) is { Success: true } tests)
        {
            CheckTests(command, tests);
        }
        else if (WorkflowForm().Match(command) is { Success: true } workflow)
        {
            var inputs = Workflow.Read(workflow.Groups["file"].Value).Inputs;
            Assert.That(workflow.Groups["input"].Captures.Select(input => input.Value), Is.SubsetOf(inputs), command);
        }
        else if (PackagesForm().Match(command) is { Success: true } packages)
        {
            // Not installed by a test, which must leave the machine as it is, but by --provision.
            var names = packages.Groups["name"].Captures.Select(name => name.Value);
            Assert.That(names, Is.SubsetOf(Provisioning.Packages), command);
        }
        else
        {
            Assert.That(
                RunElsewhere
                    .Select(row => (row.Document, row.Start))
                    .Concat(NotRun.Select(row => (row.Document, row.Start))),
                Has.Some.Matches<(string Document, string Start)>(row =>
                    row.Document == document && command.StartsWith(row.Start, StringComparison.Ordinal)
                ),
                $"no test runs `{command}`: let one take it from {document} and name it here, or say here why none can"
            );
        }
    }

    private static void RunDry(string command)
    {
        var line = OwnForm().Match(command).Groups["command"].Value.Split(" > ")[0]; // no file of the reader's is written
        var run = ProcessRun.Of("sh", ["-c", InPlace(line) + " --dryrun"], DocumentedLines.Repository);
        Assert.That(run.Code, Is.Zero, $"{command}\n{run.Error}");
    }

    private static string InPlace(string command) =>
        Placeholders.Aggregate(
            command,
            (text, placeholder) => text.Replace(placeholder.Word, placeholder.Value, StringComparison.Ordinal)
        );

    // To run tests within a test takes too long; what is named must be there: the project, tests, and who reads the variable.
    private static void CheckTests(string command, Match tests)
    {
        var project = Path.Join(DocumentedLines.Repository, tests.Groups["project"].Value);
        Assert.That(Directory.GetFiles(project, "*.csproj"), Is.Not.Empty, command);
        var classes = Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories);
        var named = classes.Where(path => Path.GetFileName(path).Contains(tests.Groups["filter"].Value)).ToList();
        Assert.That(named.Select(File.ReadAllText), Has.Some.Contains(tests.Groups["variable"].Value), command);
    }

    [GeneratedRegex(@"^\S+ +gfx\d+a?, Python 3\.\d+, ")]
    private static partial Regex BuildForm();

    // A line of cron's goes to where the repository is first.
    [GeneratedRegex(@"^(?:[*\d](?:\S*) (?:[*\d]\S* ){4}cd \S+ && )?(?<command>\./build\.cake-frosting.*)$")]
    private static partial Regex OwnForm();

    [GeneratedRegex(
        @"^(?:(?<variable>\w+)=1 )?dotnet (?:build|test) (?<project>\S+)(?: --no-build| -p:RunAnalyzers=false| --filter FullyQualifiedName~(?<filter>\w+))*$"
    )]
    private static partial Regex TestForm();

    [GeneratedRegex(@"^gh workflow run (?<file>\S+)(?: -f (?<input>\w+)='[^']*')+$")]
    private static partial Regex WorkflowForm();

    [GeneratedRegex(@"^apt-get install(?: --\S+)*(?: (?<name>[a-z0-9][^\s-]\S*))+$")]
    private static partial Regex PackagesForm();
}
