using System.Diagnostics;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>
/// A process that dies at a request, of all or of those that count: before the server gets it, or when the server has answered.
/// </summary>
internal sealed class KilledProcess : IDisposable
{
    private readonly Lock gate = new();
    private Process? process;
    private bool isDead;
    private int seen;

    public KilledProcess(FaultProxy proxy, int operation, bool answered, Func<string, bool>? counts = null) =>
        proxy.Choose = request =>
        {
            lock (gate)
            {
                if (!isDead && counts?.Invoke(request) != false && ++seen == operation)
                {
                    KilledAt = request;
                    if (answered)
                    {
                        return Fault.LostAnswer with { Answered = Kill };
                    }

                    Kill();
                }

                // What was not sent before it died is never sent.
                return isDead ? Fault.Reset : null;
            }
        };

    /// <summary>The request at which it died; empty while it lives.</summary>
    public string KilledAt { get; private set; } = "";

    public async Task<int> RunAsync(Func<Process> start)
    {
        lock (gate)
        {
            process = start();
        }

        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
        return process.ExitCode;
    }

    public void Dispose() => process?.Dispose();

    private void Kill()
    {
        lock (gate)
        {
            isDead = true;
            process!.Kill();
        }
    }
}
