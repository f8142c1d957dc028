namespace Wheelhouse.IntegrationTests;

/// <summary>A folder for one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The absolute path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("wheelhouse test ").FullName;

    /// <summary>A path below it.</summary>
    public string this[params string[] names] => System.IO.Path.Combine([Path, .. names]);

    /// <summary>A new folder below it.</summary>
    public string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
