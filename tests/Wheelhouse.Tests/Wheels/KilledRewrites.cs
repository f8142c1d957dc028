using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>
/// Rewrites that are killed: by SIGKILL before each of their changes to the file system, which strace arranges, and at random
/// instants. Whatever is left, an output folder holds the old set, the new set, or is not there, and the next run works.
/// </summary>
public sealed class KilledRewrites : TestFolder
{
    private const string CountVariable = "WHEELHOUSE_KILLS";
    private const int UsualCount = 10;
    private const int Seed = 137;
    private const string OldWheel = "old-1.0-py3-none-any.whl";

    /// <summary>The system calls of a rewrite that change something, and those that a replaced folder adds.</summary>
    private static readonly string[] changes = ["mkdir", "pwrite64", "link", "fsync", "rename"];
    private static readonly string[] replacingChanges = ["renameat2", "rmdir", "unlink"];

    private string Wheels => Path.Combine(Folder, "wheels");

    private string Parent => Path.Combine(Folder, "out");

    private string Output => Path.Combine(Parent, "0");

    [SetUp]
    public void WriteWheels()
    {
        Directory.CreateDirectory(Wheels);
        var big = new RawMember("torch/big", new byte[300_000]) { Method = RawMember.Stored };
        TestWheel.Of("torch", "2.9.0a0+git1").Add(big).Write(Wheels);
        TestWheel.Of("torchvision", "0.24.0+x", "torch==2.9.0a0+git1").Write(Wheels);
        TestWheel.Of("numpy", "2.1.0").Write(Wheels);
    }

    [Test, CancelAfter(600_000)]
    public async Task A_kill_before_any_change_leaves_the_whole_set_or_none([Values] bool isReplacing)
    {
        RequireStrace();
        var plan = RewriteProgram.PlanOf(Wheels);
        foreach (var call in isReplacing ? [.. changes, .. replacingChanges] : changes)
        {
            // strace counts the calls of each thread; once no thread makes as many, the program lives.
            var kills = 0;
            for (var isKilled = true; isKilled; kills++)
            {
                Prepare(isReplacing);
                var count = (kills + 1).ToString(CultureInfo.InvariantCulture);
                isKilled = Strace($"--inject={call}:signal=KILL:when={count}").Code != 0;
                await AssertWholeAsync(plan, isReplacing, $"killed before {call} {count}");
            }

            TestContext.Out.WriteLine($"{kills - 1} kills before {call}");
            Assert.That(kills, Is.GreaterThan(1), $"a rewrite calls {call}");
        }
    }

    [Test, CancelAfter(600_000)]
    public async Task A_kill_at_any_time_leaves_the_whole_set_or_none()
    {
        var plan = RewriteProgram.PlanOf(Wheels);
        var expected = NamesOf(plan);
        var random = new Random(Seed);
        for (var i = 0; i < Count(); i++)
        {
            using var process = Start("dotnet", Command("1000000"));
            var complaints = process.StandardError.ReadToEndAsync();
            while (!Directory.Exists(Output) && !process.HasExited)
            {
                await Task.Delay(1);
            }

            await Task.Delay(random.Next(50));
            process.Kill();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.EqualTo(137), await complaints);
            var sets = Directory.GetDirectories(Parent).Where(path => !IsHidden(path)).ToList();
            Assert.That(sets, Is.Not.Empty);
            foreach (var set in sets)
            {
                Assert.That(Names(set), Is.EqualTo(expected), $"kill {i} of seed {Seed}");
            }

            var next = Path.Combine(Parent, sets.Count.ToString(CultureInfo.InvariantCulture));
            await RewriteProgram.RewriteAsync(plan, next);
            Assert.That(Directory.GetDirectories(Parent).Where(IsHidden), Is.Empty);
            Directory.Delete(Parent, recursive: true);
        }
    }

    private static int Count() =>
        Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : UsualCount;

    private async Task AssertWholeAsync(WheelSetPlan plan, bool isReplacing, string when)
    {
        var expected = NamesOf(plan);
        if (isReplacing)
        {
            Assert.That(Names(Output), Is.EqualTo(expected).Or.EqualTo(new[] { OldWheel }), when);
        }
        else if (Directory.Exists(Output))
        {
            Assert.That(Names(Output), Is.EqualTo(expected), when);
        }

        foreach (var path in Directory.Exists(Output) ? Directory.GetFiles(Output) : [])
        {
            _ = WheelFile.Read(path);
        }

        await RewriteProgram.RewriteAsync(plan, Output);
        Assert.That(Names(Output), Is.EqualTo(expected), when);
        Assert.That(Directory.GetFileSystemEntries(Parent), Is.EqualTo(new[] { Output }), when);
    }

    private void Prepare(bool isReplacing)
    {
        if (Directory.Exists(Parent))
        {
            Directory.Delete(Parent, recursive: true);
        }

        if (isReplacing)
        {
            Directory.CreateDirectory(Output);
            TestWheel.Of("old", "1.0").Write(Output);
        }
    }

    private void RequireStrace()
    {
        try
        {
            var (code, complaints) = Strace("--trace=none");
            if (code != 0)
            {
                Assert.Ignore($"strace may not trace here: {complaints}");
            }
        }
        catch (Win32Exception)
        {
            Assert.Ignore("lacks strace");
        }
    }

    private (int Code, string Complaints) Strace(string what)
    {
        using var process = Start("strace", ["-f", "-qq", "-o", "/dev/null", what, "dotnet", .. Command("1")]);
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, complaints);
    }

    private string[] Command(string count) => [typeof(RewriteProgram).Assembly.Location, Wheels, Parent, count];

    private static Process Start(string program, string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                // The runtime's own sockets are no changes of ours.
                Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
            }
        )!;

    private static IEnumerable<string> NamesOf(WheelSetPlan plan) =>
        plan.Wheels.Select(wheel => wheel.FileName.ToString()).Order(StringComparer.Ordinal);

    private static IEnumerable<string?> Names(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');
}
