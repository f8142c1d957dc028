using System.Diagnostics;
using System.IO.Compression;

namespace Wheelhouse.IntegrationTests;

/// <summary>The pipeline stopped in the middle of a rewrite, as a user, a system that shuts down, or a lack of memory does.</summary>
public sealed class StoppedRewrites
{
    private const int Megabytes = 400;

    [TestCase("INT")]
    [TestCase("TERM")]
    [TestCase("KILL")]
    public async Task A_stopped_rewrite_shows_nothing_and_the_next_one_works(string signal)
    {
        using var run = new TemporaryFolder();
        await WriteLargeAsync(SmallWheel.Write(run.Folder("wheels"), "large", "1.0+x", "py3-none-any"));
        SmallWheel.Write(run["wheels"], "small", "1.0+x", "py3-none-any", "large==1.0+x");
        string[] arguments =
        [
            "--target=Normalize-Wheels",
            $"--wheels={run["wheels"]}",
            $"--output={run["out", "set"]}",
        ];
        var (code, text) = await StopAsync(run, signal, arguments);
        Assert.That(Directory.Exists(run["out", "set"]), Is.False, text);
        if (signal != "KILL")
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(text, Does.Contain($"SIG{signal}: stopping"));
            Assert.That(Directory.GetFileSystemEntries(run["out"]), Is.Empty);
        }

        (await Pipeline.RunAsync(arguments)).Succeeded();
        Assert.That(Directory.GetFileSystemEntries(run["out"]), Is.EqualTo(new[] { run["out", "set"] }));
        Assert.That(Directory.GetFiles(run["out", "set"], "*.whl"), Has.Length.EqualTo(2));
    }

    /// <summary>Adds a member that takes a while to copy; its row is in the RECORD already.</summary>
    private static async Task WriteLargeAsync(string wheel)
    {
        const string Rewrite = """
            import sys, zipfile
            path, megabytes = sys.argv[1], int(sys.argv[2])
            with zipfile.ZipFile(path) as old:
                members = {name: old.read(name) for name in old.namelist()}
            with zipfile.ZipFile(path, 'w') as new:
                with new.open('large/data', 'w') as data:
                    for _ in range(megabytes):
                        data.write(bytes(1 << 20))
                for name, content in members.items():
                    new.writestr(name, content + (b'large/data,,\n' if name.endswith('RECORD') else b''))
            """;
        var isWritten = RealWheels.Run("python3", ["-c", Rewrite, wheel, $"{Megabytes}"], Path.GetTempPath());
        if (!isWritten)
        {
            Assert.Ignore("lacks python3");
        }

        await using var archive = await ZipFile.OpenReadAsync(wheel);
        Assert.That(archive.GetEntry("large/data")!.Length, Is.EqualTo((long)Megabytes << 20));
    }

    /// <summary>Sends the signal once the first bytes of a wheel are written.</summary>
    private static async Task<(int Code, string Text)> StopAsync(TemporaryFolder run, string signal, string[] arguments)
    {
        // Tests that run in the background of a shell ignore SIGINT, and so would the program.
        var start = new ProcessStartInfo(
            "env",
            ["--default-signal=INT,TERM", Path.Combine(Pipeline.Repository, "build.cake-frosting"), .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        while (!process.HasExited && !IsWriting(run["out"]))
        {
            await Task.Delay(1);
        }

        RealWheels.Run("kill", [$"-{signal}", $"{process.Id}"], run.Path);
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static bool IsWriting(string folder) =>
        Directory.Exists(folder)
        && Directory
            .EnumerateFiles(
                folder,
                "*.whl",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }
            )
            .Any();
}
