using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.Build.Rehearsal;

/// <summary>Writes a stand-in as a wheel: the same bytes each time.</summary>
public static class StandInWheel
{
    private const int RegularFile = 0b1000_0001_1010_0100 << 16;
    private static readonly DateTimeOffset Time = new(2025, 10, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the wheel into a folder under its own name.</summary>
    /// <param name="standIn">What to write.</param>
    /// <param name="folder">An existing folder.</param>
    public static void Write(StandIn standIn, string folder)
    {
        using var file = File.Create(Path.Combine(folder, standIn.FileName));
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        var record = new StringBuilder();
        foreach (var (path, text) in Members(standIn))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Add(archive, path, bytes);
            record.Append($"{path},sha256={UrlSafe(SHA256.HashData(bytes))},{bytes.Length}\n");
        }

        var recordPath = $"{DistInfo(standIn)}/RECORD";
        record.Append($"{recordPath},,\n");
        Add(archive, recordPath, Encoding.UTF8.GetBytes(record.ToString()));
    }

    private static IEnumerable<(string Path, string Text)> Members(StandIn standIn)
    {
        var data = $"{standIn.Distribution}-{standIn.Version}.data";
        foreach (var (path, text) in standIn.Files)
        {
            yield return (path.Replace("{data}", data, StringComparison.Ordinal), text);
        }

        var information = DistInfo(standIn);
        yield return ($"{information}/licenses/LICENSE", "A stand-in: it holds nothing of the real project.\n");
        yield return (
            $"{information}/WHEEL",
            $"Wheel-Version: 1.0\nGenerator: stand-in\nRoot-Is-Purelib: {(standIn.Tag.EndsWith("-any", StringComparison.Ordinal) ? "true" : "false")}\nTag: {standIn.Tag}\n"
        );
        yield return ($"{information}/METADATA", Metadata(standIn));
    }

    private static string Metadata(StandIn standIn) =>
        string.Concat([
            "Metadata-Version: 2.4\n",
            $"Name: {standIn.Name}\n",
            $"Version: {standIn.Version}\n",
            $"Summary: A stand-in for {standIn.Name}, made to rehearse a release\n",
            "Requires-Python: >=3.9\n",
            "License-File: LICENSE\n",
            .. standIn.Extras.Select(extra => $"Provides-Extra: {extra}\n"),
            .. standIn.RequiresDist.Select(requirement => $"Requires-Dist: {requirement}\n"),
            "\n",
            $"# {standIn.Name}\n\nA stand-in. The real description may hold lines like these:\n\nVersion: 1.0\n",
        ]);

    private static string DistInfo(StandIn standIn) => $"{standIn.Distribution}-{standIn.Version}.dist-info";

    private static void Add(ZipArchive archive, string path, byte[] bytes)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Time;
        entry.ExternalAttributes = RegularFile;
        using var content = entry.Open();
        content.Write(bytes);
    }

    private static string UrlSafe(byte[] hash) =>
        Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
