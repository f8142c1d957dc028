using System.Text;

namespace Wheelhouse.Publishing;

/// <summary>
/// What a claim holds: keys of files, a line each, and after a key whose bytes are known a line <c>sha256=HEX</c>. Who knows
/// keys alone takes that line for a key that nothing has, and reads the others.
/// </summary>
internal static class ClaimedFiles
{
    private const string Hash = "sha256=";

    /// <summary>Writes keys, each with the SHA-256 of its bytes; null where it is not known.</summary>
    public static byte[] Format(IEnumerable<KeyValuePair<string, string?>> files)
    {
        var text = new StringBuilder();
        foreach (var (key, sha256) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(key);
            if (sha256 is not null)
            {
                text.Append('\n').Append(Hash).Append(sha256);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads what was written, by an earlier version too: no hash is known then.</summary>
    public static IReadOnlyDictionary<string, string?> Parse(byte[] bytes)
    {
        var files = new Dictionary<string, string?>(StringComparer.Ordinal);
        var key = "";
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (key.Length > 0 && line.StartsWith(Hash, StringComparison.Ordinal))
            {
                files[key] = line[Hash.Length..];
                continue;
            }

            key = line;
            files[key] = null;
        }

        return files;
    }
}
