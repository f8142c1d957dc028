using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class WheelFiles : TestFolder
{
    [Test]
    public void A_wheel_is_read_from_its_tail()
    {
        var path = TestWheel.Of("demo", "1.0+git1", "torch==2.9").Write(Folder);
        var wheel = WheelFile.Read(path);
        Assert.That(wheel.Path, Is.EqualTo(path));
        Assert.That(wheel.FileName.ToString(), Is.EqualTo("demo-1.0+git1-py3-none-any.whl"));
        Assert.That(wheel.Metadata.RequiresDist.Single().ToString(), Is.EqualTo("torch==2.9"));
        Assert.That(wheel.Size, Is.EqualTo(new FileInfo(path).Length));
    }

    [TestCase("Demo.Project-1.0.dist-info")]
    [TestCase("demo-project-1.0.0.dist-info")]
    public void The_folder_may_be_spelled_otherwise(string folder)
    {
        var wheel = new TestWheel("demo_project", "1.0") { DistInfo = folder };
        Assert.That(WheelFile.Read(wheel.Write(Folder)).FileName.Project.Value, Is.EqualTo("demo-project"));
    }

    [TestCase("other-1.0.dist-info")]
    [TestCase("demo-1.1.dist-info")]
    [TestCase("demo.dist-info")]
    public void A_folder_of_another_wheel_is_refused(string folder)
    {
        var path = new TestWheel("demo", "1.0") { DistInfo = folder }.Write(Folder);
        Assert.That(
            () => WheelFile.Read(path),
            Throws.TypeOf<InconsistentWheelException>().With.Message.Contains(folder).And.Message.Contains("demo 1.0")
        );
    }

    [Test]
    public void A_file_renamed_by_hand_is_refused()
    {
        var path = TestWheel.Of("demo", "1.0+git1").Write(Folder);
        var renamed = Path.Combine(Folder, "demo-1.0-py3-none-any.whl");
        File.Move(path, renamed);
        Assert.Throws<InconsistentWheelException>(() => WheelFile.Read(renamed));
    }

    [Test]
    public void Metadata_of_another_version_is_refused()
    {
        var wheel = new TestWheel("demo", "1.0").Metadata("Metadata-Version: 2.1\nName: demo\nVersion: 1.1\n");
        Assert.That(
            () => WheelFile.Read(wheel.Write(Folder)),
            Throws.TypeOf<InconsistentWheelException>().With.Message.Contains("the metadata demo 1.1")
        );
    }

    [Test]
    public void A_file_name_of_no_wheel_is_refused()
    {
        var path = Path.Combine(Folder, "demo.whl");
        File.Move(TestWheel.Of("demo", "1.0").Write(Folder), path);
        Assert.Throws<InvalidWheelFileNameException>(() => WheelFile.Read(path));
    }

    [Test]
    public async Task Sha256_is_that_of_the_file()
    {
        var path = Path.Combine(Folder, "bytes");
        var bytes = new byte[(3 << 20) + 12345];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(path, bytes);
        Assert.That(
            await FileSha256.ComputeAsync(path),
            Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)))
        );
    }

    [Test]
    public async Task Sha256_of_an_empty_file_is_known()
    {
        var path = Path.Combine(Folder, "empty");
        await File.WriteAllBytesAsync(path, []);
        Assert.That(
            await FileSha256.ComputeAsync(path),
            Is.EqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        );
    }
}
