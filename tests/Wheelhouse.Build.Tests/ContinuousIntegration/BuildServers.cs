using Cake.Common.Build;
using Cake.Common.Build.GitHubActions;
using Cake.Core.IO;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Tests.Hosting;
using Wheelhouse.Build.Tests.Launching;
using Path = System.IO.Path;

namespace Wheelhouse.Build.Tests.ContinuousIntegration;

/// <summary>What build servers are told, by the sample tasks as a real process and by the servers themselves.</summary>
public sealed class BuildServers
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("server ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("GITHUB_ACTIONS", "::group::Failing", "::endgroup::", "::error title=Failing failed::")]
    [TestCase("TF_BUILD", "##[group]Failing", "##[endgroup]", "##vso[task.logissue type=error;]Failing failed: ")]
    [TestCase(
        "TEAMCITY_VERSION",
        "##teamcity[blockOpened name='Failing']",
        "##teamcity[blockClosed name='Failing']",
        "##teamcity[buildProblem description='Failing failed: "
    )]
    public void A_task_is_a_group_and_a_failure_is_shown_once(string variable, string begin, string end, string error)
    {
        var run = Start(new() { [variable] = "true" }, "--target=Failing");
        var lines = run.Output.Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Code, Is.EqualTo(1));
            Assert.That(lines, Does.Contain(begin).And.Contain(end));
            Assert.That(
                lines.Where(line => line.StartsWith(error, StringComparison.Ordinal)).ToList(),
                Has.Count.EqualTo(1)
            );
        }
    }

    [TestCase("JENKINS_URL")]
    [TestCase("GITLAB_CI")]
    public void A_server_without_such_words_gets_the_plain_log(string variable)
    {
        var run = Start(new() { [variable] = "true" }, "--target=Reporting");
        Assert.That(
            run.Output,
            Does.Contain("from https://***@host/simple").And.Not.Contain("::").And.Not.Contain("##")
        );
    }

    [Test]
    public void A_summary_tells_what_became_of_each_task()
    {
        var summary = Path.Join(folder, "summary");
        var variables = new Dictionary<string, string?>
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_STEP_SUMMARY"] = summary,
        };
        Start(variables, "--target=AfterSkipped", "--json");
        Assert.That(
            File.ReadAllText(summary),
            Does.StartWith("## AfterSkipped: done\n").And.Match(@"\| Skipped \| 0:00 \|  \|  \|  \| skipped \|\n")
        );
        File.Delete(summary);
        Start(variables, "--target=AfterSkipped", "--dryrun");
        Assert.That(summary, Does.Not.Exist);
    }

    [Test]
    public void Data_stays_alone_on_standard_output_and_a_refusal_is_shown_too()
    {
        var variables = new Dictionary<string, string?> { ["GITHUB_ACTIONS"] = "true" };
        var run = Start(variables, "--target=Reporting", "--json");
        var refused = Start(variables, "--target=Reporting", "--port=x%");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.StartWith("{"));
            Assert.That(run.Error, Does.Contain("::group::Reporting"));
            Assert.That(refused.Code, Is.EqualTo(2));
            Assert.That(refused.Output, Does.Match(@"::error title=Reporting failed::--port=x%25: .*%0A  hint: "));
        }
    }

    [Test]
    public void Commands_and_values_are_escaped_masked_and_in_one_line()
    {
        var environment = new FakeEnvironment();
        environment.Variables["GITHUB_OUTPUT"] = Path.Join(folder, "output");
        var messages = new RecordedMessages();
        var server = new GitHubServer(new GitHubActionsProvider(environment, new FileSystem(), messages));
        server.ShowError("a:b,c", "1%\r\nhttps://me:secret@host/", "build/recipes/a.json");
        server.SetOutput("index_url", "https://me:secret@host/simple/");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                messages.Lines,
                Is.EqualTo(["::error title=a%3Ab%2Cc,file=build/recipes/a.json::1%25%0D%0Ahttps://***@host/"])
            );
            Assert.That(
                File.ReadAllText(Path.Join(folder, "output")).TrimEnd(),
                Is.EqualTo("index_url=https://***@host/simple/")
            );
            Assert.That(() => server.SetOutput("a", "1\nb=2"), Throws.ArgumentException);
        }
    }

    [Test]
    public void GitHub_shows_a_run_on_a_page_of_its_own()
    {
        var environment = new FakeEnvironment();
        var server = new GitHubServer(new GitHubActionsProvider(environment, new FileSystem(), new RecordedMessages()));
        Assert.That(server.Page, Is.Null);
        environment.Variables["GITHUB_SERVER_URL"] = "https://github.com";
        environment.Variables["GITHUB_REPOSITORY"] = "example/wheels";
        environment.Variables["GITHUB_RUN_ID"] = "7123";
        Assert.That(server.Page, Is.EqualTo("https://github.com/example/wheels/actions/runs/7123"));
    }

    [Test]
    public void A_fault_in_a_file_of_the_repository_is_shown_there()
    {
        var environment = new FakeEnvironment();
        var messages = new RecordedMessages();
        var server = new GitHubServer(new GitHubActionsProvider(environment, new FileSystem(), messages));
        Directory.CreateDirectory(Path.Join(folder, "recipes"));
        File.WriteAllText(Path.Join(folder, "recipes/a.json"), "");
        FailureNotice.Show(server, "T", new PlacedException(Path.Join(folder, "recipes/a.json")), folder);
        FailureNotice.Show(server, "T", new PlacedException("/elsewhere"), folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages.Lines[0], Does.StartWith("::error title=T failed,file=recipes/a.json::what%0A"));
            Assert.That(messages.Lines[1], Does.StartWith("::error title=T failed::what%0A"));
        }
    }

    // Whatever server the tests themselves run on, the program is on the given one.
    private static ProcessRun Start(Dictionary<string, string?> variables, params string[] arguments) =>
        ProcessRun.Of(
            "dotnet",
            [typeof(SampleProgram).Assembly.Location, .. arguments],
            variables: new Dictionary<string, string?>
            {
                ["GITHUB_ACTIONS"] = null,
                ["GITHUB_OUTPUT"] = null,
                ["GITHUB_STEP_SUMMARY"] = null,
                ["TF_BUILD"] = null,
                ["TEAMCITY_VERSION"] = null,
            }
                .Concat(variables)
                .GroupBy(pair => pair.Key)
                .ToDictionary(pair => pair.Key, pair => pair.Last().Value)
        );

    private sealed class PlacedException(string where) : WheelhouseException("what", where, "hint");

    private sealed class RecordedMessages : IBuildSystemServiceMessageWriter
    {
        public List<string> Lines { get; } = [];

        public void Write(string format, params object[] args) => Lines.Add(string.Format(null, format, args));
    }
}
