using System.Globalization;
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

/// <summary>The workflow that releases and the one that it calls for each entry, held against the pipeline that they call.</summary>
public sealed partial class ReleaseWorkflow
{
    private const string Prefix = OptionDefinition.EnvironmentPrefix;
    private static readonly string Repository = RepositoryRoot.Above(AppContext.BaseDirectory);
    private static readonly Workflow Release = Workflow.Read("release.yml");
    private static readonly Workflow Entry = Workflow.Read("release-entry.yml");
    private static readonly Workflow.Job Call = Release.Jobs.Single(job => job.Name == "entry");
    private static readonly JObject EntryOfMatrix = JObject.FromObject(
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
        var variables = new[] { Release, Entry }
            .SelectMany(workflow =>
                workflow
                    .Jobs.SelectMany(job => job.Variables.Concat(job.Steps.SelectMany(step => step.Variables)))
                    .Concat(workflow.Variables)
            )
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Release.Inputs,
                Is.EquivalentTo(["rocm_arch", "python_version", "rocm_version", "vllm", "store", "plan_only"])
            );
            foreach (var input in Release.Inputs.Concat(Entry.Inputs).Except(["name", "runner"]))
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
        Assert.That(
            Entry.Jobs.Select(job => job.Name),
            Is.EqualTo(["base-wheels", "vllm-wheel", "dependencies", "repository"])
        );
        var run = Entry
            .Jobs.SelectMany(job => Lines(job).Select(line => LineForm().Match(line.Run)))
            .Select(match => match.Groups[1].Value)
            .Where(task => task != "Notify");
        Assert.That(run.Distinct(), Is.EqualTo(Order(typeof(Build.Tasks.Release)).SkipLast(1)));
    }

    [Test]
    public void A_webhook_is_told_of_failures_and_of_what_was_published_and_nothing_fails_by_that()
    {
        var told = Jobs()
            .SelectMany(job => job.Steps.Select((step, at) => (Job: job, Step: step, Later: job.Steps.Count - at - 1)))
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
    public void The_matrix_is_that_of_the_pipeline_and_reaches_each_entry_whole()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Release.Jobs.Where(job => job.Name != "plan").Select(job => job.Matrix),
                Is.All.EqualTo("${{ fromJSON(needs.plan.outputs.matrix) }}")
            );
            Assert.That(
                MatrixForm().Matches(Release.Text).Select(match => match.Groups[1].Value).Distinct(),
                Is.SubsetOf(EntryOfMatrix.Properties().Select(property => property.Name))
            );
            Assert.That(Call.Calls, Is.EqualTo("./.github/workflows/release-entry.yml"));
            Assert.That(Call.With.Keys, Is.EquivalentTo(Entry.Inputs));
            Assert.That(Call.With["runner"], Is.EqualTo("${{ toJSON(matrix.runner) }}"));
            Assert.That(Entry.Text, Does.Contain("runs-on: ${{ fromJSON(inputs.runner) }}"));
        }
    }

    [Test]
    public void What_is_published_is_asked_of_the_builds_of_the_matrix()
    {
        var job = Release.Jobs.Single(job => job.Name == "plan");
        var given = new[] { "Plan-Matrix", "Check-Release" }
            .Select(task => Lines(job).Single(line => line.Run.Contains(task, StringComparison.Ordinal)))
            .Select(step => Environment(job, step, Asked))
            .ToList();
        foreach (var option in new[] { "RECIPE", "ROCMARCH", "PYTHONVERSION", "ROCMVERSION" })
        {
            Assert.That(given[1][Prefix + option], Is.EqualTo(given[0][Prefix + option]).And.Not.Empty, option);
        }
    }

    [Test]
    public void What_a_job_uploads_a_later_one_downloads()
    {
        var known = new HashSet<string>();
        var left = new HashSet<string>();
        foreach (var job in Entry.Jobs)
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
                Assert.That(step.With["name"], Does.Contain("${{ inputs.name }}"));
                Assert.That(step.With["retention-days"], Is.EqualTo("3"));
            }
        }

        Assert.That(left, Is.Empty);
        Assert.That(known, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_plan_builds_nothing_and_a_schedule_only_what_is_not_published()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Call.If,
                Is.EqualTo(
                    "${{ !inputs.plan_only && (github.event_name != 'schedule' || needs.plan.outputs.published == 'false') }}"
                )
            );
            Assert.That(Release.Jobs.Single(job => job.Name == "show-plan").If, Is.EqualTo("${{ inputs.plan_only }}"));
            Assert.That(Release.Text, Does.Match(@"\n  schedule:\n    - cron: ""\d+ \d+ \* \* 1""\n"));
            // A job whose need was skipped is skipped, unless a condition of its own says otherwise.
            Assert.That(Release.Jobs.Skip(1).SelectMany(job => job.Needs), Is.All.EqualTo("plan"));
            Assert.That(Entry.Jobs.Select(job => job.If), Is.All.Empty);
        }
    }

    // A session of a role lasts 12 hours at most, and what was built goes to the store at the end of the job.
    [Test]
    public void No_build_outlasts_its_credentials()
    {
        foreach (var job in Entry.Jobs)
        {
            var lasting = job
                .Steps.Where(step => step.Action == "aws-actions/configure-aws-credentials")
                .Select(step => step.With.GetValueOrDefault("role-duration-seconds"))
                .FirstOrDefault(text => text is not null);
            if (lasting is not null)
            {
                Assert.That(job.Minutes, Is.LessThan(int.Parse(lasting, CultureInfo.InvariantCulture) / 60), job.Name);
            }
        }

        Assert.That(Entry.Text, Does.Contain("role-duration-seconds: 43200"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void The_variables_of_every_step_are_valid_options(bool isAsked)
    {
        foreach (var job in Jobs().Where(job => job.Calls.Length == 0))
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
                Assert.That(options.Plan, Is.EqualTo(isAsked && !IsOfEntry(job)));
                Assert.That($"{options.Store}", Is.EqualTo(isAsked ? "s3://mine/rocm" : "s3://of-the-repository"));
            }
        }
    }

    [TestCaseSource(nameof(JobNames))]
    public void Every_line_of_a_job_runs_dry(string name)
    {
        var job = Jobs().Single(job => job.Name == name);
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

    private static IEnumerable<string> JobNames() => Jobs().Where(job => job.Calls.Length == 0).Select(job => job.Name);

    private static bool IsOfEntry(Workflow.Job job) => Entry.Jobs.Any(other => other.Name == job.Name);

    // In the order in which they run.
    private static IEnumerable<Workflow.Job> Jobs() => Release.Jobs.Concat(Entry.Jobs);

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
    )
    {
        var isOfEntry = IsOfEntry(job);
        return (isOfEntry ? Entry : Release)
            .Variables.Concat(job.Variables)
            .Concat(step.Variables)
            .GroupBy(pair => pair.Key)
            .ToDictionary(
                pairs => pairs.Key,
                pairs => Workflow.Expand(pairs.Last().Value, isOfEntry ? GivenToEntry(values) : values)
            );
    }

    private static Dictionary<string, string> GivenToEntry(Dictionary<string, string> values)
    {
        var given = values.Where(pair => !pair.Key.StartsWith("inputs.", StringComparison.Ordinal)).ToDictionary();
        foreach (var (input, text) in Call.With)
        {
            given[$"inputs.{input}"] = Workflow.Expand(text, values);
        }

        return given;
    }

    private static Dictionary<string, string> Values(params string[] inputs)
    {
        string[] names = ["rocm_arch", "python_version", "rocm_version", "vllm", "store", "plan_only"];
        var values = names.Zip(inputs).ToDictionary(pair => $"inputs.{pair.First}", pair => pair.Second);
        foreach (var property in EntryOfMatrix.Properties())
        {
            values[$"matrix.{property.Name}"] = $"{property.Value}";
        }

        values["toJSON(matrix.runner)"] = $"{EntryOfMatrix["runner"]}";
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
