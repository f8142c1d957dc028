using System.Text.RegularExpressions;

namespace Wheelhouse.Build.Reporting;

/// <summary>
/// Hides what a URL keeps secret, wherever the URL stands in a text: <c>user:password@</c>, and the values of queries
/// such as <c>token=</c> and <c>X-Amz-Signature=</c>.
/// </summary>
public static partial class UrlSecrets
{
    private const string Hidden = "***";

    /// <summary>The text with every secret of its URLs replaced.</summary>
    /// <param name="text">Any text: a command line, an error, a page.</param>
    /// <returns>The same text where it has no secrets.</returns>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("://", StringComparison.Ordinal)
            ? SecretQuery().Replace(UserInformation().Replace(text, Hidden + "@"), Hidden)
            : text;
    }

    // Up to the last @ before the path: a password that was not encoded may hold an @ itself.
    [GeneratedRegex("""(?<=[a-z][a-z0-9+.-]*://)[^/\s'"<>?#]*@""", RegexOptions.IgnoreCase)]
    private static partial Regex UserInformation();

    [GeneratedRegex(
        """(?<=://[^\s'"<>]*[?&;][\w-]*(token|secret|password|signature|credential|sig|key)=)[^\s'"<>&;#]+""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SecretQuery();
}
