using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>Every hostile wheel, opened, read, rewritten and linked.</summary>
public sealed class HostileWheels : RewritingTests
{
    /// <summary>Bytes that refusing any of the wheels may allocate: sixteen megabytes of METADATA and some copies.</summary>
    private const long MostAllocated = 300 << 20;

    private static IEnumerable<TestCaseData> All() =>
        HostileWheel.All().Select(wheel => new TestCaseData(wheel).SetArgDisplayNames(wheel.What));

    [TestCaseSource(nameof(All)), CancelAfter(30_000)]
    public void Reading_meets_the_fault(object hostile)
    {
        var wheel = (HostileWheel)hostile;
        var path = Write(wheel);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(wheel, path, Assert.Catch(() => ReadAll(wheel, path)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostAllocated));
    }

    [TestCaseSource(nameof(All)), CancelAfter(30_000)]
    public async Task Rewriting_refuses_the_wheel(object hostile)
    {
        var wheel = (HostileWheel)hostile;
        var path = Write(wheel);
        if (wheel.Part == HostilePart.Content)
        {
            // A copied member's bytes are not looked into: they arrive as they were, and inspecting finds them.
            var copied = (await RewriteAsync(path, "release")).Single();
            AssertRefused(wheel, copied.Path, Assert.Catch(() => ReadAll(wheel, copied.Path)));
            return;
        }

        AssertRefused(wheel, path, await Assert.CatchAsync(() => RewriteAsync(path, "release")));
        AssertNothingThere();
    }

    [TestCaseSource(nameof(All)), CancelAfter(30_000)]
    public async Task Linking_refuses_the_wheel(object hostile)
    {
        var wheel = (HostileWheel)hostile;
        var path = Write(wheel);
        if (wheel.Part is HostilePart.Content or HostilePart.Record)
        {
            // The file stays byte for byte what its maker made it.
            var linked = (await RewriteAsync(path, "keep")).Single();
            Assert.That(await File.ReadAllBytesAsync(linked.Path), Is.EqualTo(wheel.Bytes));
            return;
        }

        AssertRefused(wheel, path, await Assert.CatchAsync(() => RewriteAsync(path, "keep")));
        AssertNothingThere();
    }

    [TestCase("libtorch.so.2")]
    [TestCase("../other/lib.so")]
    [TestCase("..")]
    [TestCase("./a/b")]
    public async Task A_link_inside_the_wheel_is_kept(string target)
    {
        var link = new RawMember("demo/link", target) { UnixMode = 0xa1ff, Method = RawMember.Stored };
        foreach (var policy in (string[])["release", "keep"])
        {
            var written = (await RewriteAsync(TestWheel.Of("demo", "1.0+x").Add(link).Write(Folder), policy)).Single();
            using var archive = WheelArchive.Open(written.Path);
            Assert.That(archive.Find("demo/link")!.IsSymbolicLink, Is.True);
            Directory.Delete(Output, recursive: true);
        }
    }

    private static void ReadAll(HostileWheel hostile, string path)
    {
        using var archive = WheelArchive.Open(path);
        WheelFile.Read(path);
        if (hostile.Part == HostilePart.Links)
        {
            MemberLinks.RequireInside(archive);
        }

        if (hostile.Error == typeof(InvalidWheelLayoutException))
        {
            Assert.That(RecordFile.Read(archive).Entries, Has.Count.LessThan(archive.Members.Count));
            throw new InvalidWheelLayoutException("a member has no row", path, archive.Record.Name);
        }

        RecordFile.Read(archive);
        foreach (var member in archive.Members)
        {
            archive.Read(member, 1 << 20);
        }
    }

    /// <summary>A refusal of the whole set tells the type no more, but wheel and member all the same.</summary>
    private static void AssertRefused(HostileWheel wheel, string path, Exception? error)
    {
        Assert.That(error, Is.TypeOf(wheel.Error).Or.TypeOf<WheelSetRefusedException>());
        Assert.That(error!.Message, Does.Contain(path).And.Not.Contains('\0').And.Length.LessThan(20_000));
        if (wheel.Member is { } member)
        {
            var shown = MemberNames.Shown(member);
            Assert.That(error.Message, Does.Contain(shown));
        }
    }

    private static Task<IReadOnlyList<RewrittenWheel>> ApplyAsync(string path, string policy, string output) =>
        WheelSetRewriter.ApplyAsync(
            WheelSetRewriter.Plan([WheelFile.Read(path)], VersionPolicy.Parse(policy)),
            output,
            CancellationToken.None
        );

    private Task<IReadOnlyList<RewrittenWheel>> RewriteAsync(string path, string policy) =>
        ApplyAsync(path, policy, Output);

    private string Write(HostileWheel wheel)
    {
        var path = Path.Combine(Folder, HostileWheel.FileName);
        File.WriteAllBytes(path, wheel.Bytes);
        return path;
    }
}
