namespace Wheelhouse.Tests.Wheels;

/// <summary>A fixture with a folder of its own for each test.</summary>
public abstract class TestFolder
{
    /// <summary>The folder, empty at the start of each test.</summary>
    protected string Folder { get; private set; } = "";

    [SetUp]
    public void MakeFolder() => Folder = Directory.CreateTempSubdirectory("wheelhouse-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Folder, recursive: true);
}
