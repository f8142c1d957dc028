namespace Wheelhouse.Benchmarks.Measuring;

/// <summary>A claim about speed, measured side by side with what a user would take instead.</summary>
internal interface IBenchmark
{
    /// <summary>What it is asked for by.</summary>
    string Name { get; }

    /// <summary>Makes its own inputs in the bench's folder, measures, and adds a row for each claim.</summary>
    Task RunAsync(Bench bench);
}
