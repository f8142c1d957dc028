using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Rewrites onto a disk of their own, which is too small; mounting one takes root.</summary>
public sealed class FullDisks : TestFolder
{
    private string Disk => Path.Combine(Folder, "disk");

    private string Output => Path.Combine(Disk, "out");

    [SetUp]
    public void MountDisk()
    {
        Directory.CreateDirectory(Disk);
        Mount("size=64k");
    }

    [TearDown]
    public void UnmountDisk() => Run("umount", Disk);

    [Test]
    public async Task A_full_disk_is_an_error_that_names_the_wheel_and_leaves_nothing()
    {
        var plan = Plan();
        var error = await Assert.ThrowsAsync<WheelNotWrittenException>(() => ApplyAsync(plan));
        Assert.That(
            error!.Message,
            Does.Contain("No space left on device").And.Contains(Path.Combine(Output, "torch-2.9.0-py3-none-any.whl"))
        );
        Assert.That(Directory.GetFileSystemEntries(Disk), Is.Empty);
        Mount("remount,size=64m");
        Assert.That(await ApplyAsync(plan), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_disk_that_is_full_at_any_point_holds_the_whole_set_or_none()
    {
        var plan = Plan();
        var isWritten = false;
        for (var pages = 1; !isWritten; pages++)
        {
            Mount(string.Create(CultureInfo.InvariantCulture, $"remount,size={pages * 4}k"));
            try
            {
                isWritten = (await ApplyAsync(plan)).Count == 3;
            }
            catch (WheelNotWrittenException)
            {
                Assert.That(Directory.GetFileSystemEntries(Disk), Is.Empty, $"{pages} pages");
            }

            Assert.That(pages, Is.LessThan(1000));
        }

        Assert.That(Directory.GetFileSystemEntries(Disk), Is.EqualTo(new[] { Output }));
    }

    [Test]
    public async Task A_disk_without_room_for_another_name_is_told()
    {
        var plan = Plan();
        for (var files = 2; files < 5; files++)
        {
            Mount(string.Create(CultureInfo.InvariantCulture, $"remount,size=64m,nr_inodes={files}"));
            await Assert.ThatAsync(() => ApplyAsync(plan), Throws.TypeOf<WheelNotWrittenException>());
            Assert.That(Directory.GetFileSystemEntries(Disk), Is.Empty);
        }
    }

    /// <summary>On another disk nothing is linked, so the wheel that stays is copied.</summary>
    private WheelSetPlan Plan()
    {
        var big = new RawMember("torch/big", new byte[100_000]) { Method = RawMember.Stored };
        TestWheel.Of("torch", "2.9.0a0+git1").Add(big).Write(Folder);
        TestWheel.Of("torchvision", "0.24.0+x", "torch==2.9.0a0+git1").Write(Folder);
        TestWheel.Of("numpy", "2.1.0").Write(Folder);
        return RewriteProgram.PlanOf(Folder);
    }

    private Task<IReadOnlyList<RewrittenWheel>> ApplyAsync(WheelSetPlan plan) =>
        WheelSetRewriter.ApplyAsync(plan, Output, CancellationToken.None);

    private void Mount(string options)
    {
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Disk) is { Length: > 0 } complaint)
        {
            Assert.Ignore($"no disk can be mounted here: {complaint}");
        }
    }

    /// <summary>Runs a program; what it complains of, or empty text where it did as told.</summary>
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
            )!;
            var complaint = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"{program}: {complaint}";
        }
        catch (Win32Exception)
        {
            return $"there is no {program}";
        }
    }
}
