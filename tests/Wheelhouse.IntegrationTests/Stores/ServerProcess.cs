using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A server that ends with the tests, also when they are killed: it lives as long as a pipe from here is open.</summary>
internal sealed class ServerProcess : IDisposable
{
    // The shell's read ends when the pipe does.
    private const string Guard = """
        "$@" </dev/null >>"$LOG" 2>&1 &
        read -r _
        kill "-$SIGNAL" $!
        wait 2>/dev/null
        """;

    private readonly Process guard;

    private ServerProcess(Process guard) => this.guard = guard;

    /// <summary>Starts a server.</summary>
    /// <param name="log">The file that its output is added to.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ServerProcess Start(string log, params string[] command) => Start(log, "KILL", command);

    /// <summary>Starts a server that has to be asked to end.</summary>
    /// <param name="log">The file that its output is added to.</param>
    /// <param name="signal">What ends it.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ServerProcess Start(string log, string signal, string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "sh", .. command]) { RedirectStandardInput = true };
        start.Environment["LOG"] = log;
        start.Environment["SIGNAL"] = signal;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string log, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", """exec "$@" >>"$LOG" 2>&1""", "sh", .. command]);
        start.Environment["LOG"] = log;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} failed:\n{await File.ReadAllTextAsync(log)}");
        }
    }

    /// <summary>Where a program is on PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>A port that nobody listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until a server answers, whatever it says.</summary>
    public static async Task AnswersAsync(Uri endpoint, string log)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(endpoint);
                return;
            }
            catch (HttpRequestException error) when (watch.Elapsed > TimeSpan.FromSeconds(60))
            {
                var said = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
                throw new InvalidOperationException($"{endpoint} does not answer:\n{said}", error);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
    }

    public void Dispose()
    {
        guard.StandardInput.Close();
        guard.WaitForExit();
        guard.Dispose();
    }
}
