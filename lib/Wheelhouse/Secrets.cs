using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Wheelhouse;

/// <summary>Hides what must not be shown or written down: secrets in URLs, and values whose names say that they are secret.</summary>
public static partial class Secrets
{
    // A shorter text would be found where it is none.
    private const int ShortestKept = 12;

    private static ImmutableHashSet<string> kept = [];

    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "***";

    /// <summary>Hides these texts from now on wherever <see cref="Mask"/> finds them; ones of less than 12 characters are passed over.</summary>
    /// <param name="secrets">Such as a webhook's address, which nothing in it shows to be a secret.</param>
    public static void Keep(params IEnumerable<string> secrets) =>
        ImmutableInterlocked.Update(
            ref kept,
            (known, added) => known.Union(added),
            secrets.Where(secret => secret.Length >= ShortestKept)
        );

    /// <summary>
    /// The text with every kept secret and every secret of its URLs replaced: <c>user:password@</c>, and the values of queries such as <c>token=</c> and
    /// <c>X-Amz-Signature=</c>.
    /// </summary>
    /// <param name="text">Any text: a command line, an error, a page.</param>
    /// <returns>The same text where it has no secrets.</returns>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The longest first, which may hold the others.
        foreach (var secret in kept.OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        return text.Contains("://", StringComparison.Ordinal)
            ? SecretQuery().Replace(UserInformation().Replace(text, Hidden + "@"), Hidden)
            : text;
    }

    /// <summary>Whether a variable or a build argument of this name holds a secret, such as <c>AWS_SECRET_ACCESS_KEY</c>.</summary>
    /// <param name="name">The name.</param>
    public static bool IsNameOfOne(string name) => SecretName().IsMatch(name);

    // Up to the last @ before the path: a password that was not encoded may hold an @ itself.
    [GeneratedRegex("""(?<=[a-z][a-z0-9+.-]*://)[^/\s'"<>?#]*@""", RegexOptions.IgnoreCase)]
    private static partial Regex UserInformation();

    [GeneratedRegex(
        """(?<=://[^\s'"<>]*[?&;][\w-]*(token|secret|password|signature|credential|sig|key)=)[^\s'"<>&;#]+""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SecretQuery();

    // A switch such as SCCACHE_S3_NO_CREDENTIALS holds none.
    [GeneratedRegex(
        @"^\w*(TOKEN|SECRET|PASSWORD|PASSWD|ACCESS_KEY|API_KEY|PRIVATE_KEY|(?<!NO_)CREDENTIAL)\w*\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SecretName();
}
