using Wheelhouse.Build.Tests.Launching;

namespace Wheelhouse.Build.Tests.Workflows;

/// <summary>The workflow that watches the index, held against the pipeline that it calls.</summary>
public sealed class WatchWorkflow
{
    [Test]
    public void Its_one_line_runs_dry_with_its_variables()
    {
        var job = Workflow.Read("watch.yml").Jobs.Single();
        var line = job.Steps.Single(step => step.Run.Length > 0).Run;
        var values = new Dictionary<string, string>
        {
            ["vars.WHEELHOUSE_STORE"] = "s3://wheels/rocm",
            ["vars.WHEELHOUSE_PUBLIC_URL"] = "https://wheels.example.org",
            ["vars.AWS_REGION"] = "eu-central-1",
        };
        var run = ProcessRun.Of(
            "sh",
            ["-c", line + " --dryrun"],
            RepositoryRoot.Above(AppContext.BaseDirectory),
            job.Variables.ToDictionary(pair => pair.Key, string? (pair) => Workflow.Expand(pair.Value, values))
        );
        Assert.That(line, Is.EqualTo("./build.cake-frosting --target=Watch --exclusive"));
        Assert.That(run.Code, Is.Zero, run.Output + run.Error);
    }

    [Test]
    public void It_installs_with_each_Python_of_a_variable()
    {
        var text = Workflow.Read("watch.yml").Text;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                text,
                Does.Match("""(?m)^ +python: \$\{\{ fromJSON\(vars\.WHEELHOUSE_PYTHONS \|\| '\["3\.12"\]'\) \}\}$""")
            );
            Assert.That(text, Does.Match("""(?m)^ +python-version: \$\{\{ matrix\.python \}\}$"""));
        }
    }
}
