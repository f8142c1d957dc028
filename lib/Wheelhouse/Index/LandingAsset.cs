using System.Security.Cryptography;
using System.Text;

namespace Wheelhouse.Index;

/// <summary>A style or a script that stands in a page.</summary>
/// <param name="Text">The text between the tags.</param>
/// <param name="Source">What a Content-Security-Policy calls just this text: its hash.</param>
internal sealed record LandingAsset(string Text, string Source)
{
    /// <summary>Reads a file of this assembly.</summary>
    public static LandingAsset Read(string name)
    {
        using var stream = typeof(LandingAsset).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // As a browser sees and hashes it, whatever the checkout did to the ends of lines.
        var text = "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
        return new LandingAsset(
            text,
            $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'"
        );
    }
}
