using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Frosting;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Arguments;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tasks;
using Wheelhouse.Build.Tests.Arguments;
using Wheelhouse.Build.Tests.Launching;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tests.Workflows;

/// <summary>The workflow that releases, held against the pipeline that it calls.</summary>
public sealed partial class ReleaseWorkflow
{
    private const string Prefix = OptionDefinition.EnvironmentPrefix;
    private static readonly string Repository = RepositoryRoot.Above(AppContext.BaseDirectory);
    private static readonly Workflow Release = Workflow.Read("release.yml");
    private static readonly JObject Entry = JObject.FromObject(
        MatrixEntry.Of(
            "rocm-7.1-gfx942",
            RecipeReader.Open("rocm-7.1-gfx942", Path.Join(Repository, "build/recipes")),
            [PythonVersion.Parse("3.11"), PythonVersion.Parse("3.12")]
        )[1]
    );

    // What a person asked for, and what a schedule has: nothing.
    private static readonly Dictionary<string, string> Asked = Values(
        "gfx942;gfx90a",
        "3.11;3.12",
        "7.1",
        "v0.11.0",
        "s3://mine/rocm",
        "true"
    );
    private static readonly Dictionary<string, string> Scheduled = Values("", "", "", "", "", "");

    [Test]
    public void Every_input_reaches_an_option_of_the_pipeline()
    {
        var variables = Release
            .Jobs.SelectMany(job => job.Variables.Concat(job.Steps.SelectMany(step => step.Variables)))
            .Concat(Release.Variables)
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Release.Inputs,
                Is.EquivalentTo(["rocm_arch", "python_version", "rocm_version", "vllm", "store", "plan_only"])
            );
            foreach (var input in Release.Inputs)
            {
                Assert.That(
                    variables.Select(pair => pair.Value),
                    Has.Some.Match($@"^\$\{{\{{ inputs\.{input}( \|\| .*)? \}}\}}$")
                );
            }

            Assert.That(
                variables.Select(pair => pair.Key).Distinct(),
                Is.SubsetOf(OptionTable.All.Select(option => option.EnvironmentVariable))
            );
        }
    }

    [Test]
    public void The_jobs_run_every_task_of_a_release_in_its_order()
    {
        string[] jobs = ["base-wheels", "vllm-wheel", "dependencies", "repository"];
        var run = Release
            .Jobs.Where(job => jobs.Contains(job.Name))
            .SelectMany(job => Lines(job).Select(line => LineForm().Match(line.Run)))
            .Select(match => match.Groups[1].Value)
            .Where(task => task != "Notify");
        Assert.That(run.Distinct(), Is.EqualTo(Order(typeof(Build.Tasks.Release)).SkipLast(1)));
    }

    [Test]
    public void A_webhook_is_told_of_failures_and_of_what_was_published_and_nothing_fails_by_that()
    {
        var told = Release
            .Jobs.SelectMany(job =>
                job.Steps.Select((step, at) => (Job: job, Step: step, Later: job.Steps.Count - at - 1))
            )
            .Where(row => row.Step.Run.Contains("Notify", StringComparison.Ordinal))
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                told.Select(row => $"{row.Job.Name}: {row.Step.If}"),
                Is.EqualTo(
                    new[]
                    {
                        "plan: failure()",
                        "base-wheels: failure()",
                        "vllm-wheel: failure()",
                        "dependencies: failure()",
                        "repository: !cancelled()",
                    }.Select(text =>
                        text.Replace(": ", ": ${{ ", StringComparison.Ordinal)
                        + " && vars.WHEELHOUSE_NOTIFY == 'true' }}"
                    )
                )
            );
            Assert.That(
                told.Select(row => row.Step.Variables["CAKE_WHEELHOUSE_JOBSTATUS"]),
                Is.All.EqualTo("${{ job.status }}")
            );
            Assert.That(told.Select(row => row.Step.MayFail), Is.All.True);
            Assert.That(told.Select(row => row.Later), Is.All.Zero);
        }
    }

    [Test]
    public void The_matrix_is_that_of_the_pipeline()
    {
        var jobs = Release.Jobs.Where(job => job.Name != "plan").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(jobs.Select(job => job.Matrix), Is.All.EqualTo("${{ fromJSON(needs.plan.outputs.matrix) }}"));
            Assert.That(
                MatrixForm().Matches(Release.Text).Select(match => match.Groups[1].Value).Distinct(),
                Is.SubsetOf(Entry.Properties().Select(property => property.Name))
            );
        }
    }

    [Test]
    public void What_a_job_uploads_a_later_one_downloads()
    {
        var known = new HashSet<string>();
        var left = new HashSet<string>();
        foreach (var job in Release.Jobs)
        {
            foreach (var step in job.Steps.Where(step => step.Action == "actions/download-artifact"))
            {
                Assert.That(known, Does.Contain(step.With["name"]), job.Name);
                left.Remove(step.With["name"]);
            }

            foreach (var step in job.Steps.Where(step => step.Action == "actions/upload-artifact"))
            {
                known.Add(step.With["name"]);
                left.Add(step.With["name"]);
                Assert.That(step.With["if-no-files-found"], Is.EqualTo("error"));
                Assert.That(step.With["name"], Does.Contain("${{ matrix.name }}"));
            }
        }

        Assert.That(left, Is.Empty);
        Assert.That(known, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_plan_builds_nothing_and_a_schedule_only_what_is_not_published()
    {
        var first = Release.Jobs.Single(job => job.Name == "base-wheels");
        var later = Release.Jobs.SkipWhile(job => job.Name != first.Name).Skip(1).ToList();
        var needs = Release.Jobs.ToDictionary(job => job.Name, job => job.Needs);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                first.If,
                Is.EqualTo(
                    "${{ !inputs.plan_only && (github.event_name != 'schedule' || needs.plan.outputs.published == 'false') }}"
                )
            );
            Assert.That(Release.Jobs.Single(job => job.Name == "show-plan").If, Is.EqualTo("${{ inputs.plan_only }}"));
            Assert.That(Release.Text, Does.Match(@"\n  schedule:\n    - cron: ""\d+ \d+ \* \* 1""\n"));
            // A job whose need was skipped is skipped, unless a condition of its own says otherwise.
            Assert.That(later, Has.Count.EqualTo(3));
            Assert.That(later.Select(job => job.If), Is.All.Empty);
            Assert.That(later.Select(job => Reaches(job.Name)), Is.All.True);
        }

        bool Reaches(string job) => job == first.Name || needs[job].Any(Reaches);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void The_variables_of_every_step_are_valid_options(bool isAsked)
    {
        foreach (var job in Release.Jobs)
        {
            foreach (var step in Lines(job))
            {
                var target = LineForm().Match(step.Run).Groups[1].Value;
                var given = new OptionsGiven(target).With(("target", target));
                foreach (var (name, value) in Environment(job, step, isAsked ? Asked : Scheduled))
                {
                    given.Variable(name, value);
                }

                var options = given.Read();
                Assert.That(options.Plan, Is.EqualTo(isAsked));
                Assert.That($"{options.Store}", Is.EqualTo(isAsked ? "s3://mine/rocm" : "s3://of-the-repository"));
            }
        }
    }

    [TestCaseSource(nameof(JobNames))]
    public void Every_line_of_a_job_runs_dry(string name)
    {
        var job = Release.Jobs.Single(job => job.Name == name);
        foreach (var step in Lines(job))
        {
            var run = ProcessRun.Of(
                "sh",
                ["-c", step.Run + " --dryrun"],
                Repository,
                Environment(job, step, Asked).ToDictionary(pair => pair.Key, string? (pair) => pair.Value)
            );
            Assert.That(run.Code, Is.Zero, run.Output + run.Error);
        }
    }

    private static IEnumerable<string> JobNames() => Release.Jobs.Select(job => job.Name);

    private static List<Workflow.Step> Lines(Workflow.Job job)
    {
        var lines = job.Steps.Where(step => step.Run.Length > 0).ToList();
        Assert.That(lines.Select(line => line.Run), Is.Not.Empty.And.All.Match(LineForm().ToString()));
        return lines;
    }

    private static Dictionary<string, string> Environment(
        Workflow.Job job,
        Workflow.Step step,
        Dictionary<string, string> values
    ) =>
        Release
            .Variables.Concat(job.Variables)
            .Concat(step.Variables)
            .GroupBy(pair => pair.Key)
            .ToDictionary(pairs => pairs.Key, pairs => Workflow.Expand(pairs.Last().Value, values));

    private static Dictionary<string, string> Values(params string[] inputs)
    {
        string[] names = ["rocm_arch", "python_version", "rocm_version", "vllm", "store", "plan_only"];
        var values = names.Zip(inputs).ToDictionary(pair => $"inputs.{pair.First}", pair => pair.Second);
        foreach (var property in Entry.Properties())
        {
            values[$"matrix.{property.Name}"] = $"{property.Value}";
        }

        values["vars.WHEELHOUSE_RECIPE"] = "";
        values["vars.WHEELHOUSE_STORE"] = "s3://of-the-repository";
        values["vars.AWS_REGION"] = "eu-central-1";
        values["needs.plan.outputs.release"] = "v0.11.0";
        values["github.token"] = "";
        values["job.status"] = "failure";
        values["secrets.WHEELHOUSE_NOTIFY_URL"] = "https://hooks.example.org/services/T1";
        return values;
    }

    // Depth first, as Cake walks it.
    private static IEnumerable<string> Order(Type task) =>
        task.GetCustomAttributes()
            .Where(attribute => attribute is IsDependentOnAttribute)
            .Cast<IsDependentOnAttribute>()
            .SelectMany(attribute => Order(attribute.Task))
            .Append(task.GetCustomAttribute<TaskNameAttribute>()!.Name)
            .Distinct();

    [GeneratedRegex(@"^\./build\.cake-frosting --target=([A-Za-z-]+)( --exclusive( --gate=install)?)?$")]
    private static partial Regex LineForm();

    [GeneratedRegex(@"(?<!steps\.)matrix\.(\w+)")]
    private static partial Regex MatrixForm();
}
