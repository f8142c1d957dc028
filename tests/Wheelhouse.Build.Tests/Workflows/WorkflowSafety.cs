namespace Wheelhouse.Build.Tests.Workflows;

/// <summary>What holds for every workflow: nothing runs that was not looked at, nothing may do more than it must.</summary>
[TestFixture("ci.yml")]
[TestFixture("release.yml")]
[TestFixture("release-entry.yml")]
[TestFixture("watch.yml")]
public sealed class WorkflowSafety(string name)
{
    private const string Webhook = "${{ secrets.WHEELHOUSE_NOTIFY_URL }}";

    private readonly Workflow workflow = Workflow.Read(name);

    [Test]
    public void Every_action_is_pinned_by_commit_and_says_its_version() =>
        Assert.That(
            workflow.Text.Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)),
            Is.Not.Empty.And.All.Match(
                @"^ +- uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^    uses: \./\.github/workflows/[a-z-]+\.yml$"
            )
        );

    [Test]
    public void Every_job_has_the_permissions_that_it_needs_and_no_others()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(workflow.HasPermissions, Is.True);
            Assert.That(workflow.Permissions, Is.Empty);
            foreach (var job in workflow.Jobs)
            {
                var assumes =
                    job.Calls.Length > 0
                    || job.Steps.Any(step => step.Action == "aws-actions/configure-aws-credentials");
                Assert.That(
                    job.Permissions.Select(pair => $"{pair.Key}: {pair.Value}"),
                    Is.EquivalentTo(assumes ? ["contents: read", "id-token: write"] : new[] { "contents: read" }),
                    job.Name
                );
            }
        }
    }

    [Test]
    public void No_expression_stands_in_the_text_of_a_shell() =>
        Assert.That(workflow.Jobs.SelectMany(job => job.Steps).Select(step => step.Run), Is.All.Not.Contains("${{"));

    [Test]
    public void No_key_is_stored_and_no_token_left_behind()
    {
        using (Assert.EnterMultipleScope())
        {
            // The address of a webhook is no key to anything else, and given to the step that tells it alone.
            Assert.That(workflow.Text.Replace(Webhook, "", StringComparison.Ordinal), Does.Not.Contain("secrets."));
            Assert.That(workflow.Text, Does.Not.Contain("secrets: inherit"));
            Assert.That(
                workflow
                    .Jobs.SelectMany(job => job.Steps)
                    .Where(step => step.Variables.Values.Contains(Webhook))
                    .Select(step => step.Run),
                Is.All.EqualTo("./build.cake-frosting --target=Notify --exclusive")
            );
            Assert.That(
                workflow.Jobs.SelectMany(job => job.Variables.Values).Concat(workflow.Variables.Values),
                Has.None.Contains("secrets.")
            );
            Assert.That(
                workflow
                    .Jobs.SelectMany(job => job.Steps)
                    .Where(step => step.Action == "actions/checkout")
                    .Select(step => step.With["persist-credentials"]),
                Is.All.EqualTo("false")
            );
        }
    }

    // One that is called belongs to the run of its caller: with a group of its own, entries of a release would wait for each other.
    [Test]
    public void Runs_of_one_kind_do_not_run_at_once() =>
        Assert.That(
            workflow.Text,
            workflow.IsCalled
                ? Does.Not.Contain("concurrency:")
                : Does.Contain($"\nconcurrency:\n  group: {Path.GetFileNameWithoutExtension(name)}-${{{{")
                    .And.Contain($"cancel-in-progress: {(name == "ci.yml" ? "true" : "false")}\n")
        );

    [Test]
    public void Commands_of_the_repository_are_there() =>
        Assert.That(
            workflow
                .Jobs.SelectMany(job => job.Steps)
                .SelectMany(step => step.Run.Split(' '))
                .Where(word => word is ".ci/run" or "./build.cake-frosting")
                .Select(word => Path.Join(RepositoryRoot.Above(AppContext.BaseDirectory), word)),
            Is.Not.Empty.And.All.Exist
        );
}
