namespace Wheelhouse.Build.Reporting;

/// <summary>What a long step prints: line by line to the reader, and to a file of the run's own.</summary>
public sealed class StepLog : IDisposable
{
    private readonly Action<string> report;
    private readonly StreamWriter? file;
    private readonly Lock gate = new();

    /// <summary>Begins a log, in place of the one that an earlier run left.</summary>
    /// <param name="context">The run.</param>
    /// <param name="step">The name of the file, such as `02-build-base-wheels`.</param>
    public StepLog(BuildContext context, string step)
    {
        report = context.Report;
        Path = System.IO.Path.Combine(context.Artifacts.Logs, step + ".log");
        if (!context.Options.Plan)
        {
            Directory.CreateDirectory(context.Artifacts.Logs);
            file = new StreamWriter(Path) { AutoFlush = true };
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line.</param>
    public void Add(string line)
    {
        lock (gate)
        {
            file?.WriteLine(Secrets.Mask(line));
            report(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();
}
