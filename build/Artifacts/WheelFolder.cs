using Wheelhouse.Files;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>A folder of wheels as a task left it, checked against its manifest.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Manifest">What the task wrote down.</param>
public sealed record WheelFolder(string Path, WheelManifest Manifest)
{
    private static readonly string[] Records =
    [
        WheelManifest.FileName,
        WheelhouseRecord.FileName,
        TargetRecord.FileName,
        BaseImageRecord.FileName,
    ];

    /// <summary>Opens a folder, and makes sure that it is what its manifest says.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="task">The task that fills it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InputNotReadyException">It is not there or has been changed.</exception>
    public static async Task<WheelFolder> OpenAsync(string path, string task, CancellationToken cancellation)
    {
        if (!File.Exists(System.IO.Path.Combine(path, WheelManifest.FileName)))
        {
            throw new InputNotReadyException($"there is no {WheelManifest.FileName}", path, task);
        }

        try
        {
            var manifest = WheelManifest.Read(path);
            await manifest.VerifyAsync(path, cancellation);
            return new WheelFolder(path, manifest);
        }
        catch (WheelhouseException error)
        {
            throw new InputNotReadyException(error.What, error.Where, task, error);
        }
    }

    /// <summary>Begins to fill a folder anew; what an earlier run left there is replaced at the end.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="FolderInUseException">It holds what no task of ours wrote, which would be removed.</exception>
    public static StagedFolder Stage(string path)
    {
        var strangers = Directory.Exists(path)
            ? Directory
                .EnumerateFileSystemEntries(path)
                .Select(entry => System.IO.Path.GetFileName(entry))
                .Where(name => !name.EndsWith(".whl", StringComparison.Ordinal) && !Records.Contains(name))
                .ToList()
            : [];
        var isOurs =
            !Directory.Exists(path)
            || !Directory.EnumerateFileSystemEntries(path).Any()
            || File.Exists(System.IO.Path.Combine(path, WheelManifest.FileName));
        return isOurs && strangers.Count == 0
            ? StagedFolder.Create(path)
            : throw new FolderInUseException(path, strangers);
    }

    /// <summary>Reads the wheels' names and metadata.</summary>
    public IReadOnlyList<WheelFile> ReadWheels() =>
        WheelFile.ReadAll([
            .. Manifest.Entries.Select(entry => System.IO.Path.Combine(Path, entry.FileName.ToString())),
        ]);

    /// <summary>Makes sure that this folder was made from what another one holds now.</summary>
    /// <param name="input">The folder it was made from.</param>
    /// <param name="name">The name under which the manifest knows it.</param>
    /// <param name="task">The task that fills this folder.</param>
    /// <exception cref="InputNotReadyException">It was made from something else.</exception>
    public void RequireMadeFrom(WheelFolder input, string name, string task)
    {
        if (Manifest.Inputs.GetValueOrDefault(name) != input.Manifest.Digest)
        {
            throw new InputNotReadyException(
                $"it was made from other wheels than those in {System.IO.Path.GetFileName(input.Path)}/ now",
                Path,
                task
            );
        }
    }
}
