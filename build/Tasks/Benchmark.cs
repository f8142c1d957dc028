using System.Runtime.InteropServices;
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
        if (context.Options.Plan)
        {
            IEnumerable<string> names = context.Options.Benchmarks;
            var which = names.Any() ? string.Join(", ", names) : "all benchmarks";
            context.Report(
                $"would build {Project} and measure {which}, with their files in {context.Artifacts.Benchmarks}"
            );
            return;
        }

        var program = Path.Join(context.Artifacts.Benchmarks, "program");
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        new ConsoleProgram(context).Run(
            "dotnet",
            [
                "publish",
                Project,
                "--configuration",
                "Release",
                "--verbosity",
                "quiet",
                $"-p:HostRuntime=linux-{architecture}",
                "--output",
                program,
            ],
            "the benchmarks could not be built; the reasons are above"
        );
        List<string> arguments = [Path.Join(program, "Wheelhouse.Benchmarks.dll"), context.Artifacts.Benchmarks];
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
