using Cake.Frosting;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Tasks;

/// <summary>Measures what is claimed of the library's speed, side by side with what a user would take instead.</summary>
[TaskName("Benchmark")]
[TaskDescription(
    "Measure speed beside cp, openssl, wheel and pip; takes 13 GB of disk and some minutes; --benchmark, --quick"
)]
public sealed class Benchmark : FrostingTask<BuildContext>
{
    private const string Project = "tests/Wheelhouse.Benchmarks";

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        List<string> arguments = ["run", "--project", Project, "--configuration", "Release", "--"];
        arguments.Add(context.Artifacts.Benchmarks);
        if (context.Options.Quick)
        {
            arguments.Add("--quick");
        }

        arguments.AddRange(context.Options.Benchmarks);
        new ConsoleProgram(context).Run(
            "dotnet",
            arguments,
            "a target that was missed has NO in its last column; measure again when nothing else runs"
        );
    }
}
