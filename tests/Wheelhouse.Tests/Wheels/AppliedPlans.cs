using System.Globalization;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class AppliedPlans : RewritingTests
{
    [Test]
    public async Task An_unchanged_wheel_is_linked()
    {
        var wheel = (await RewriteAsync("release", TestWheel.Of("numpy", "2.1.0"))).Single();
        Assert.That(wheel.Sha256, Is.EqualTo(await FileSha256.ComputeAsync(wheel.SourcePath)));
        await File.AppendAllTextAsync(wheel.SourcePath, "more");
        Assert.That(new FileInfo(wheel.Path).Length, Is.EqualTo(new FileInfo(wheel.SourcePath).Length));
    }

    [Test]
    public async Task An_unchanged_wheel_is_copied_to_another_device()
    {
        const string OtherDevice = "/dev/shm";
        if (!Directory.Exists(OtherDevice))
        {
            Assert.Ignore($"there is no {OtherDevice} here");
        }

        var output = Path.Combine(OtherDevice, Path.GetRandomFileName());
        try
        {
            var plan = Plan("release", TestWheel.Of("numpy", "2.1.0"), TestWheel.Of("demo", "1.0+x"));
            var wheels = await WheelSetRewriter.ApplyAsync(plan, output, CancellationToken.None);
            Assert.That(wheels[0].Sha256, Is.EqualTo(await FileSha256.ComputeAsync(wheels[0].SourcePath)));
            Assert.That(PythonTool.Run(Verify, [.. wheels.Select(wheel => wheel.Path)]), Is.EqualTo("good"));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Test]
    public async Task A_folder_that_holds_something_stays_as_it_is()
    {
        Directory.CreateDirectory(Output);
        var old = Path.Combine(Output, "demo-1.0-py3-none-any.whl");
        await File.WriteAllTextAsync(old, "old");
        var error = await Assert.ThrowsAsync<FolderNotEmptyException>(() =>
            RewriteAsync("release", TestWheel.Of("demo", "1.0+x"), TestWheel.Of("other", "1.0+x"))
        );
        Assert.That(error!.Message, Does.Contain(Output).And.Contains("demo-1.0-py3-none-any.whl"));
        Assert.That(FilesThere().Single().Name, Is.EqualTo(Path.GetFileName(old)));
        Assert.That(await File.ReadAllTextAsync(old), Is.EqualTo("old"));
        await Assert.ThrowsAsync<FolderNotEmptyException>(() =>
            WheelSetRewriter.ApplyAsync(Plan("release", TestWheel.Of("demo", "1.0+x")), old, CancellationToken.None)
        );
    }

    [Test]
    public async Task An_empty_folder_is_filled()
    {
        Directory.CreateDirectory(Output);
        await RewriteAsync("release", TestWheel.Of("demo", "1.0+x"));
        Assert.That(FilesThere().Single().Name, Is.EqualTo("demo-1.0-py3-none-any.whl"));
        AssertNothingBeside();
    }

    [Test]
    public async Task A_folder_filled_meanwhile_stays_as_it_is()
    {
        var big = new RawMember("demo/big", new byte[48 << 20]) { Method = RawMember.Stored };
        var plan = Plan("release", TestWheel.Of("demo", "1.0+x").Add(big));
        var applying = WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None);
        Directory.CreateDirectory(Output);
        await File.WriteAllTextAsync(Path.Combine(Output, "mine"), "mine");
        await Assert.ThatAsync(() => applying, Throws.TypeOf<WheelNotWrittenException>());
        Assert.That(FilesThere().Single().Name, Is.EqualTo("mine"));
        AssertNothingBeside();
    }

    [Test]
    public async Task A_wheel_that_is_gone_is_named()
    {
        var plan = Plan("release", TestWheel.Of("demo", "1.0+x"));
        File.Delete(plan.Wheels[0].SourcePath);
        var error = await Assert.ThrowsAsync<WheelNotWrittenException>(() =>
            WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None)
        );
        Assert.That(error!.Message, Does.Contain(plan.Wheels[0].SourcePath).And.Contains("demo-1.0-py3"));
        AssertNothingThere();
    }

    [Test]
    public async Task A_failure_leaves_nothing_visible()
    {
        var plan = Plan(
            "release",
            TestWheel.Of("demo", "1.0+x"),
            TestWheel.Of("numpy", "2.1.0"),
            TestWheel.Of("other", "1.0+x")
        );
        Spoil(plan.Wheels[2].SourcePath);
        await Assert.ThrowsAsync<DamagedArchiveException>(() =>
            WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None)
        );
        AssertNothingThere();
    }

    [Test]
    public async Task A_cancellation_leaves_nothing_visible()
    {
        var big = new RawMember("demo/big", new byte[64 << 20]) { Method = RawMember.Stored };
        var plan = Plan("release", TestWheel.Of("demo", "1.0+x").Add(big), TestWheel.Of("numpy", "2.1.0"));
        using var cancellation = new CancellationTokenSource();
        var applying = WheelSetRewriter.ApplyAsync(plan, Output, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThatAsync(() => applying, Throws.InstanceOf<OperationCanceledException>());
        AssertNothingThere();
    }

    [Test]
    public async Task Nothing_is_visible_until_all_is_written()
    {
        var big = new RawMember("demo/big", new byte[48 << 20]) { Method = RawMember.Stored };
        var plan = Plan("release", TestWheel.Of("small", "1.0+x"), TestWheel.Of("demo", "1.0+x").Add(big));
        var applying = WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None);
        long written = 0;
        while (written == 0 && !applying.IsCompleted)
        {
            // A kill at this moment would leave just these files.
            written = Directory.Exists(Output) ? FilesThere().Sum(file => file.Length) : 0;
        }

        var total = (await applying).Sum(wheel => wheel.Size);
        Assert.That(written, Is.Zero.Or.EqualTo(total));
        AssertNothingBeside();
    }

    [Test]
    public async Task A_wheel_that_changed_since_the_plan_is_refused()
    {
        var plan = Plan("release", TestWheel.Of("demo", "1.0+x"), TestWheel.Of("numpy", "2.1.0"));
        TestWheel.Of("numpy", "2.1.0", "more").Write(Folder);
        await Assert.ThrowsAsync<WheelChangedException>(() =>
            WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None)
        );
        AssertNothingThere();
    }

    [Test]
    public async Task Many_wheels_are_written_at_once()
    {
        var wheels = Enumerable
            .Range(0, 40)
            .Select(i => TestWheel.Of(string.Create(CultureInfo.InvariantCulture, $"demo{i}"), "1.0+x", "demo0==1.0+x"))
            .ToArray();
        var written = await RewriteAsync("release", wheels);
        Assert.That(PythonTool.Run(Verify, [.. written.Select(wheel => wheel.Path)]), Is.EqualTo("good"));
        Assert.That(
            written.Select(wheel => wheel.FileName.Project.Value),
            Is.EqualTo(Enumerable.Range(0, 40).Select(i => $"demo{i}"))
        );
    }

    private static void Spoil(string path)
    {
        using var file = File.OpenWrite(path);
        file.WriteByte(0);
    }
}
