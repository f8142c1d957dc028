using Wheelhouse.Storage.S3;

namespace Wheelhouse.Storage;

/// <summary>A store in a folder: <c>file:///DIR</c> (<see href="https://www.rfc-editor.org/rfc/rfc8089">RFC 8089</see>).</summary>
public sealed record FolderLocation : StoreLocation
{
    internal FolderLocation(string folder) => Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>The absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Opens the store; a folder that is not there yet is made by the first write.</summary>
    /// <param name="settings">Not needed.</param>
    public override IObjectStore Open(S3Settings settings) => new FileObjectStore(Folder);

    /// <summary>The location as a URL, which <see cref="StoreLocation.Parse"/> reads back.</summary>
    public override string ToString() =>
        "file://"
        + (Folder.StartsWith('/') ? "" : "/")
        + string.Join('/', Folder.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    // The reason why what follows the scheme is no folder, or null with the location.
    internal static string? Read(string path, out StoreLocation? location)
    {
        location = null;
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
