using System.Text;

namespace Wheelhouse.Storage;

/// <summary>
/// The rules for keys, the same for every store, so that what one store takes a copy of it takes too: parts separated by
/// <c>/</c>, none of them empty, <c>.</c> or <c>..</c>; no backslash and no control character; at most 1,024 bytes of UTF-8.
/// </summary>
public static class ObjectKey
{
    /// <summary>The beginning of names that stores keep for themselves, such as unfinished files; no part of a key has it.</summary>
    public const string ReservedBeginning = ".wheelhouse-";

    private const int MostBytes = 1024;

    /// <summary>Refuses a key that breaks the rules.</summary>
    /// <param name="key">The whole key.</param>
    /// <param name="mayEndInSlash">See <see cref="IObjectStore.HasKeysEndingInSlash"/>.</param>
    /// <param name="location">The store's location, for the error.</param>
    /// <exception cref="InvalidObjectKeyException">The key breaks a rule, which the error tells.</exception>
    public static void Check(string key, bool mayEndInSlash, string location)
    {
        var parts = mayEndInSlash && key.EndsWith('/') ? key[..^1] : key;
        if (ProblemOf(parts) is { } problem)
        {
            throw new InvalidObjectKeyException(key, problem, location);
        }
    }

    /// <summary>Refuses a beginning of keys that no key can have.</summary>
    /// <param name="prefix">The beginning; its last part may be cut anywhere, and all of it may be empty.</param>
    /// <param name="location">The store's location, for the error.</param>
    /// <exception cref="InvalidObjectKeyException">No key begins like this.</exception>
    public static void CheckPrefix(string prefix, string location)
    {
        // The last part is only begun: `simple/.` may go on as `simple/.hidden`, `simple/` as anything.
        if (prefix.Length > 0 && ProblemOf(prefix + "x") is { } problem)
        {
            throw new InvalidObjectKeyException(prefix, problem, location);
        }
    }

    /// <summary>Whether one of the key's parts is a name that stores keep for themselves.</summary>
    internal static bool IsReserved(string key) =>
        key.Split('/').Any(part => part.StartsWith(ReservedBeginning, StringComparison.OrdinalIgnoreCase));

    internal static string? ProblemOf(string key)
    {
        if (key.Length == 0)
        {
            return "it is empty";
        }

        if (key.Contains('\\', StringComparison.Ordinal))
        {
            return "it has a backslash";
        }

        if (key.Any(char.IsControl))
        {
            return "it has a control character";
        }

        if (key.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            return "it is not valid Unicode";
        }

        if (Encoding.UTF8.GetByteCount(key) > MostBytes)
        {
            return $"it is longer than {MostBytes} bytes";
        }

        foreach (var part in key.Split('/'))
        {
            if (part.Length == 0)
            {
                return "one of its parts is empty";
            }

            if (part is "." or "..")
            {
                return $"it has the part \"{part}\"";
            }

            if (part.StartsWith(ReservedBeginning, StringComparison.OrdinalIgnoreCase))
            {
                return $"names that begin with \"{ReservedBeginning}\" are the store's own";
            }
        }

        return null;
    }
}
