using System.Runtime.InteropServices;

namespace Wheelhouse.Build;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a cancellation, so that tasks stop where they can and teardown still runs.
/// A second one ends the program at once.
/// </summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action<string> say;

    /// <summary>Starts listening.</summary>
    /// <param name="say">Told in one line what the signal led to.</param>
    public StopSignals(Action<string> say)
    {
        this.say = say;
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => cancellation.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        cancellation.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        signal.Cancel = true;
        say($"{signal.Signal}: stopping; once more ends the program at once");
        cancellation.Cancel();
    }
}
