using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Artifacts;

/// <summary>`image-key`: what the image of the base wheels is made of, by which it is known again; and the images that wheels left.</summary>
/// <param name="Key">The key that such an image bears as a label; null where the inputs of the build were not known.</param>
/// <param name="Identifiers">The identifiers of the images that the base wheels came out of, here or elsewhere.</param>
public sealed record BaseImageRecord(string? Key, IReadOnlyCollection<string> Identifiers)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "image-key";

    /// <summary>Writes the key.</summary>
    /// <param name="folder">The folder of the base wheels.</param>
    /// <param name="key">The key; null where it is not known.</param>
    public static void Write(string folder, string? key)
    {
        if (key is not null)
        {
            File.WriteAllText(Path.Combine(folder, FileName), key + "\n");
        }
    }

    /// <summary>Reads it.</summary>
    /// <param name="folder">The folder of the base wheels.</param>
    /// <exception cref="WheelhouseException">The manifest is missing or damaged.</exception>
    public static BaseImageRecord Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return new BaseImageRecord(
            File.Exists(path) ? File.ReadAllText(path).Trim() : null,
            [
                .. WheelManifest
                    .Read(folder)
                    .Entries.Select(entry => entry.Build?.ImageDigest)
                    .OfType<string>()
                    .Distinct(),
            ]
        );
    }

    /// <summary>Whether an image is the one that the base wheels were built in, or made of the same.</summary>
    /// <param name="identifier">Its identifier.</param>
    /// <param name="key">The key that it bears; empty for none.</param>
    public bool IsOf(string identifier, string key) =>
        Identifiers.Contains(identifier) || (Key is not null && key == Key);
}
