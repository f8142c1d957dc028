using System.Diagnostics.CodeAnalysis;

namespace Wheelhouse.Storage;

/// <summary>
/// Where a store is, as a URL: <c>file:///DIR</c> is a folder
/// (<see href="https://www.rfc-editor.org/rfc/rfc8089">RFC 8089</see>).
/// </summary>
public sealed record StoreLocation
{
    private const string FileBeginning = "file://";
    private const string Supported = "Supported are: file:///DIR (an absolute path).";

    private StoreLocation(string folder) => Folder = folder;

    /// <summary>The absolute path of the store's folder.</summary>
    public string Folder { get; }

    /// <summary>Reads a location, or throws with the reason.</summary>
    /// <exception cref="InvalidStoreLocationException">The scheme is not supported, or the path is not absolute.</exception>
    public static StoreLocation Parse(string text) =>
        Read(text, out var location) is { } problem
            ? throw new InvalidStoreLocationException(text, problem, Supported)
            : location!;

    /// <summary>Reads a location; false where <see cref="Parse"/> would throw.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StoreLocation? location)
    {
        location = null;
        return text is not null && Read(text, out location) is null && location is not null;
    }

    /// <summary>Opens the store; a folder that is not there yet is made by the first write.</summary>
    public IObjectStore Open() => new FileObjectStore(Folder);

    /// <summary>The location as a URL, which <see cref="Parse"/> reads back.</summary>
    public override string ToString() =>
        FileBeginning
        + (Folder.StartsWith('/') ? "" : "/")
        + string.Join('/', Folder.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    /// <summary>The location of a folder.</summary>
    /// <param name="folder">Its path; a relative one is taken from the current folder.</param>
    public static StoreLocation OfFolder(string folder) =>
        new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    // The reason why the text is no location, or null with the location.
    private static string? Read(string text, out StoreLocation? location)
    {
        location = null;
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0)
        {
            return "it has no scheme";
        }

        var scheme = text[..colon];
        if (!scheme.Equals("file", StringComparison.OrdinalIgnoreCase))
        {
            return $"the scheme \"{scheme}\" is not supported";
        }

        var path = text[(colon + 3)..];
        if (path.StartsWith("localhost/", StringComparison.OrdinalIgnoreCase))
        {
            path = path["localhost".Length..];
        }

        if (!path.StartsWith('/'))
        {
            return "after file:// comes an absolute path, so that there are three slashes";
        }

        if (path.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            return "a ? or # in a path is written %3F or %23";
        }

        path = Uri.UnescapeDataString(path);
        if (path.Any(char.IsControl))
        {
            return "it has a control character";
        }

        location = OfFolder(OperatingSystem.IsWindows() ? path[1..] : path);
        return null;
    }
}
