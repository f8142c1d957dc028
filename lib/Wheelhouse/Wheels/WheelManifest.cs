using System.Security.Cryptography;
using System.Text;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>
/// The <c>manifest.json</c> of a folder of wheels: what is in it, and what it was made from. By it the next step knows that
/// the folder is complete, unchanged and up to date.
/// </summary>
public sealed class WheelManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Describes a folder of wheels.</summary>
    /// <param name="entries">Its wheels, in any order.</param>
    /// <param name="inputs">The folders it was made from: for each name the <see cref="Digest"/> of its manifest.</param>
    /// <exception cref="ArgumentException">Two entries have one file name.</exception>
    public WheelManifest(IEnumerable<ManifestEntry> entries, IReadOnlyDictionary<string, string>? inputs = null)
    {
        Entries = [.. entries.OrderBy(entry => entry.FileName.ToString(), StringComparer.Ordinal)];
        Inputs = inputs ?? new Dictionary<string, string>();
        if (Entries.DistinctBy(entry => entry.FileName).Count() < Entries.Count)
        {
            throw new ArgumentException("Two entries have one file name.", nameof(entries));
        }
    }

    /// <summary>The wheels, in order of file name.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; }

    /// <summary>The folders it was made from: for each name the digest of its manifest.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; }

    /// <summary>What was rewritten: old versions to new ones, which pins elsewhere have to follow.</summary>
    public IReadOnlyDictionary<(ProjectName Project, PythonVersion Version), PythonVersion> Renames =>
        Entries
            .Where(entry => entry.OriginalVersion != entry.Version)
            .DistinctBy(entry => (entry.Project, entry.OriginalVersion))
            .ToDictionary(entry => (entry.Project, entry.OriginalVersion), entry => entry.Version);

    /// <summary>A hash over the names and hashes of the wheels: equal for equal content, wherever and whenever it was written.</summary>
    public string Digest =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Concat(Entries.Select(entry => $"{entry.Sha256}  {entry.FileName}\n")))
            )
        );

    /// <summary>Reads the manifest of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidManifestException">There is none, or it is not of the form that is known.</exception>
    public static WheelManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (IOException error)
        {
            throw new InvalidManifestException(error.Message, path, error);
        }
    }

    /// <summary>Reads a manifest from its text.</summary>
    /// <param name="json">The text, as <see cref="ToJson"/> gives it.</param>
    /// <param name="where">Where it is from, for errors.</param>
    /// <exception cref="InvalidManifestException">It is not of the form that is known.</exception>
    public static WheelManifest Parse(string json, string where) => ManifestJson.Parse(json, where);

    /// <summary>The manifest as JSON: the same text for the same content.</summary>
    public string ToJson() => ManifestJson.Render(this);

    /// <summary>Writes the manifest into a folder, in one step: a reader meets the old one or the new one.</summary>
    /// <param name="folder">The folder.</param>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var unfinished = path + ".new";
        File.WriteAllText(unfinished, ToJson());
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Makes sure that a folder holds these wheels and no others.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FolderDiffersException">Names every wheel that is missing, changed or not in the manifest.</exception>
    public async Task VerifyAsync(string folder, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var entry in Entries)
        {
            if (
                await ProblemOfAsync(entry, Path.Combine(folder, entry.FileName.ToString()), cancellationToken) is
                { } problem
            )
            {
                problems.Add(problem);
            }
        }

        var known = Entries.Select(entry => entry.FileName.ToString()).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(
            Directory
                .EnumerateFiles(folder, "*.whl")
                .Select(path => Path.GetFileName(path))
                .Where(name => !known.Contains(name))
                .Order(StringComparer.Ordinal)
                .Select(name => $"{name}: not in the manifest")
        );
        if (problems.Count > 0)
        {
            throw new FolderDiffersException(folder, problems);
        }
    }

    // Size and time of a file that nobody touched are as they were; a copy from another machine has another time.
    private static async Task<string?> ProblemOfAsync(
        ManifestEntry entry,
        string path,
        CancellationToken cancellationToken
    )
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return $"{entry.FileName}: missing";
        }

        if (file.Length != entry.Size)
        {
            return $"{entry.FileName}: {file.Length} bytes, the manifest says {entry.Size}";
        }

        if (file.LastWriteTimeUtc == entry.Modified)
        {
            return null;
        }

        var sha256 = await FileSha256.ComputeAsync(path, cancellationToken);
        return sha256 == entry.Sha256
            ? null
            : $"{entry.FileName}: its sha256 is {sha256}, the manifest says {entry.Sha256}";
    }
}
