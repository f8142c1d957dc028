using Cake.Core;
using Cake.Core.Diagnostics;

namespace Wheelhouse.Build.Reporting;

/// <summary>Tells which task begins, as Cake does, and leaves Cake's table of times at the end out: <see cref="RunReport"/> has it with more.</summary>
/// <param name="console">Where it is told.</param>
/// <param name="context">Says how much is told.</param>
public sealed class StepPrinter(IConsole console, ICakeContext context) : ICakeReportPrinter
{
    private readonly CakeReportPrinter steps = new(console, context);

    /// <inheritdoc/>
    public void Write(CakeReport report) { }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) => steps.WriteLifeCycleStep(name, verbosity);

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity) => steps.WriteStep(name, verbosity);

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity) => steps.WriteSkippedStep(name, verbosity);
}
