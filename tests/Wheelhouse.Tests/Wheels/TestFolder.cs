namespace Wheelhouse.Tests.Wheels;

/// <summary>A fixture with a folder of its own for each test.</summary>
public abstract class TestFolder
{
    private const string Memory = "/dev/shm";
    private const long RoomOfMemory = 1L << 30;

    /// <summary>The folder, empty at the start of each test.</summary>
    protected string Folder { get; private set; } = "";

    /// <summary>
    /// Whether the folder may be in memory: for tests that write thousands of files of a few bytes, each of them to the disk
    /// for sure. That the disk is asked to is half of their time.
    /// </summary>
    private protected virtual bool IsSmall => false;

    [SetUp]
    public void MakeFolder() =>
        Folder =
            IsSmall && HasMemory()
                ? Directory.CreateDirectory(Path.Combine(Memory, $"wheelhouse-{Guid.NewGuid():N}")).FullName
                : Directory.CreateTempSubdirectory("wheelhouse-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Folder, recursive: true);

    // Containers have little of it.
    private static bool HasMemory() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= RoomOfMemory;
}
