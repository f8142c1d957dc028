using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>What a folder of wheels holds, kept in its <c>manifest.json</c>.</summary>
/// <param name="Entries">A wheel each.</param>
public sealed record WheelManifest(IReadOnlyList<ManifestEntry> Entries)
{
    /// <summary>The manifest's name in its folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The version of the form that is written, and the only one that is read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>What was rewritten: old versions to new ones, which pins elsewhere have to follow.</summary>
    public IReadOnlyDictionary<(ProjectName Project, PythonVersion Version), PythonVersion> Renames =>
        Entries
            .Where(entry => entry.OriginalVersion != entry.Version)
            .DistinctBy(entry => (entry.Project, entry.OriginalVersion))
            .ToDictionary(entry => (entry.Project, entry.OriginalVersion), entry => entry.Version);

    /// <summary>Reads a folder's manifest.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidManifestException">It is missing, or a key or value is not as it is written.</exception>
    public static WheelManifest Read(string folder) => ManifestJson.Read(Path.Combine(folder, FileName));

    /// <summary>Writes the folder's manifest in place of any old one: complete, or not at all. Entries go by file name.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string folder)
    {
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():n}.partial");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(ManifestJson.Write(this));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, Path.Combine(folder, FileName), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Proves that the folder holds the named wheels and no others. A file whose size and time agree is taken to be the
    /// same; any other is hashed.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <exception cref="ManifestMismatchException">Files are missing, changed, or not named.</exception>
    public async Task VerifyAsync(string folder, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var entry in Entries)
        {
            if (await FindProblemAsync(entry, folder, cancellationToken) is { } problem)
            {
                problems.Add($"{entry.FileName}: {problem}");
            }
        }

        var named = Entries.Select(entry => entry.FileName.ToString()).ToHashSet(StringComparer.Ordinal);
        var unnamed = Directory
            .EnumerateFiles(folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => name.EndsWith(".whl", StringComparison.OrdinalIgnoreCase) && !named.Contains(name));
        problems.AddRange(
            unnamed.Order(StringComparer.Ordinal).Select(name => $"{name}: the manifest does not name it")
        );
        if (problems.Count > 0)
        {
            throw new ManifestMismatchException(folder, problems);
        }
    }

    private static async Task<string?> FindProblemAsync(
        ManifestEntry entry,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var file = new FileInfo(Path.Combine(folder, entry.FileName.ToString()));
        if (!file.Exists)
        {
            return "it is missing";
        }

        if (file.Length != entry.Size)
        {
            return $"it has {file.Length} bytes and should have {entry.Size}";
        }

        if (file.LastWriteTimeUtc.Ticks == entry.Modified)
        {
            return null;
        }

        var sha256 = await FileSha256.ComputeAsync(file.FullName, cancellationToken);
        return sha256 == entry.Sha256 ? null : $"its sha256 is {sha256} and should be {entry.Sha256}";
    }
}
