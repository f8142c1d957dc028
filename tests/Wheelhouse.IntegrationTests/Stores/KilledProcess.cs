using System.Diagnostics;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A process that dies at a request: before the server gets it, or when the server has answered.</summary>
internal sealed class KilledProcess : IDisposable
{
    private readonly Lock gate = new();
    private Process? process;
    private bool isDead;
    private int seen;

    public KilledProcess(FaultProxy proxy, int operation, bool answered) =>
        proxy.Choose = _ =>
        {
            lock (gate)
            {
                if (!isDead && ++seen == operation)
                {
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
