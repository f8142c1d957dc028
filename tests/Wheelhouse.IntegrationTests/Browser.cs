using System.Diagnostics;

namespace Wheelhouse.IntegrationTests;

/// <summary>A headless Chromium, driven by the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>A name that is this machine to the browser, and yet no address that it trusts like one.</summary>
    public const string PlainHost = "wheels.test";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly TemporaryFolder profile;

    private Browser(Process process, TemporaryFolder profile, Uri address)
    {
        this.process = process;
        this.profile = profile;
        Address = address;
    }

    /// <summary>Where it listens for commands.</summary>
    public Uri Address { get; }

    /// <summary>Starts the browser of the system; a test without one is skipped.</summary>
    public static async Task<Browser> StartAsync()
    {
        if (Find() is not { } program)
        {
            Assert.Ignore("lacks Chromium (Debian: chromium)");
            throw new InvalidOperationException();
        }

        var profile = new TemporaryFolder();
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless",
            "--remote-debugging-port=0",
            $"--user-data-dir={profile.Path}",
            // Root, as in a container, has no sandbox.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-proxy-server",
            $"--host-resolver-rules=MAP {PlainHost} 127.0.0.1",
            "about:blank",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            return new Browser(process, profile, await ReadAddressAsync(process.StandardError));
        }
        catch
        {
            await StopAsync(process, profile);
            throw;
        }
    }

    /// <summary>Opens a new page.</summary>
    public Task<BrowserPage> OpenAsync() => BrowserPage.OpenAsync(Address);

    public async ValueTask DisposeAsync() => await StopAsync(process, profile);

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder =>
                new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Join(folder, name))
            )
            .FirstOrDefault(File.Exists);

    private static async Task<Uri> ReadAddressAsync(StreamReader errors)
    {
        using var patience = new CancellationTokenSource(Patience);
        var said = new List<string>();
        while (await errors.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (line.Split("DevTools listening on ") is [_, var address])
            {
                // It must not fill up while nobody reads.
                _ = errors.ReadToEndAsync(CancellationToken.None);
                return new Uri(address);
            }
        }

        throw new InvalidOperationException($"Chromium ended: {string.Join('\n', said)}");
    }

    private static async Task StopAsync(Process process, TemporaryFolder profile)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        // Its helpers end a moment after it, and may still write.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                profile.Dispose();
                return;
            }
            catch (IOException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }
}
