using Wheelhouse.Files;

namespace Wheelhouse.Tests.Files;

public sealed class HardLinks
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("hard-links-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_second_name_shares_the_bytes()
    {
        var file = Write("a", "first");
        var result = HardLink.TryCreate(file, In("b"));
        Assert.That(result, Is.EqualTo(HardLinkResult.Created));
        File.AppendAllText(file, " and more");
        Assert.That(File.ReadAllText(In("b")), Is.EqualTo("first and more"));
    }

    [Test]
    public void A_name_that_is_taken_stays_as_it_is()
    {
        var file = Write("a", "new");
        Write("b", "old");
        Assert.That(HardLink.TryCreate(file, In("b")), Is.EqualTo(HardLinkResult.NameTaken));
        Assert.That(File.ReadAllText(In("b")), Is.EqualTo("old"));
    }

    [Test]
    public void A_symbolic_link_stands_for_the_file_it_points_to()
    {
        Write("a", "bytes");
        File.CreateSymbolicLink(In("link"), In("a"));
        Assert.That(HardLink.TryCreate(In("link"), In("b")), Is.EqualTo(HardLinkResult.Created));
        Assert.That(new FileInfo(In("b")).LinkTarget, Is.Null);
    }

    [Test]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => HardLink.TryCreate(In("missing"), In("b")));
        Assert.That(error!.Message, Does.Contain("missing"));
    }

    [Test]
    public async Task Copying_to_a_taken_name_fails_and_leaves_it()
    {
        var file = Write("a", "new");
        Write("b", "old");
        await Assert.ThrowsAsync<IOException>(() => HardLink.CreateOrCopyAsync(file, In("b"), CancellationToken.None));
        Assert.That(File.ReadAllText(In("b")), Is.EqualTo("old"));
    }

    [Test]
    public async Task Another_device_gets_a_copy()
    {
        const string OtherDevice = "/dev/shm";
        if (!Directory.Exists(OtherDevice))
        {
            Assert.Ignore($"there is no {OtherDevice} here");
        }

        var file = Write("a", "bytes");
        var copy = Path.Combine(OtherDevice, Path.GetRandomFileName());
        try
        {
            await HardLink.CreateOrCopyAsync(file, copy, CancellationToken.None);
            Assert.That(File.ReadAllText(copy), Is.EqualTo("bytes"));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private string In(string name) => Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }
}
