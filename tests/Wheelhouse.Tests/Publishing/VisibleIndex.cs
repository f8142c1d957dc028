using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>What a user of a store sees at this moment, read as an installer reads it: through the pages alone.</summary>
internal sealed partial class VisibleIndex
{
    private readonly IObjectStore store;
    private readonly HashSet<string> checkedFiles;

    private VisibleIndex(IObjectStore store, HashSet<string> checkedFiles) =>
        (this.store, this.checkedFiles) = (store, checkedFiles);

    /// <summary>The files on the HTML pages.</summary>
    public SortedSet<string> Html { get; } = new(StringComparer.Ordinal);

    /// <summary>The files on the JSON pages.</summary>
    public SortedSet<string> Json { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong: a file that is named and missing or has other bytes, or a pin that no visible file meets.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Reads the whole index.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="checkedFiles">Files that an earlier reading found whole, which are not read again; more are added.</param>
    public static async Task<VisibleIndex> ReadAsync(IObjectStore store, HashSet<string>? checkedFiles = null)
    {
        var visible = new VisibleIndex(store, checkedFiles ?? []);
        // HTML before JSON: JSON is ahead of HTML, so what is on a page read first must be on one read later.
        await visible.ReadPagesAsync("simple/", visible.ReadHtmlAsync);
        await visible.ReadPagesAsync("simple-json/", visible.ReadJsonAsync);
        return visible;
    }

    private async Task ReadPagesAsync(string root, Func<string, Task> read)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(root, default))
        {
            keys.Add(row.Key);
        }

        foreach (var key in keys.Where(key => key.Count(character => character == '/') == 2))
        {
            await read(key);
        }
    }

    private async Task ReadHtmlAsync(string key)
    {
        var html = Encoding.UTF8.GetString(await BytesAsync(key) ?? []);
        if (!html.EndsWith("</html>\n", StringComparison.Ordinal))
        {
            Problems.Add($"{key} has no end");
        }

        var pins = new List<(string File, string Pin)>();
        foreach (Match link in Link().Matches(html))
        {
            var place = Uri.UnescapeDataString(WebUtility.HtmlDecode(link.Groups["url"].Value))["../../".Length..];
            Html.Add(Path.GetFileName(place));
            await CheckAsync(place, link.Groups["sha256"].Value);
            await CheckAsync(place + ".metadata", link.Groups["metadata"].Value);
            var metadata = CoreMetadata.Parse(await BytesAsync(place + ".metadata") ?? [], place);
            pins.AddRange(metadata.RequiresDist.Select(requirement => (place, requirement.ToString())));
        }

        foreach (var (file, pin) in pins)
        {
            await CheckPinAsync(file, pin);
        }
    }

    // A pin `name==version` is met when the name's page shows a file of that version.
    private async Task CheckPinAsync(string file, string pin)
    {
        var parts = pin.Split("==");
        var page = await BytesAsync(IndexLayout.ProjectHtml(ProjectName.Parse(parts[0])));
        if (
            page is null
            || !Encoding.UTF8.GetString(page).Contains($"{parts[0]}-{parts[1]}-", StringComparison.Ordinal)
        )
        {
            Problems.Add($"{file} needs {pin}, which is not visible");
        }
    }

    private async Task ReadJsonAsync(string key)
    {
        foreach (var file in ProjectPageJson.Parse((await BytesAsync(key))!, key).Files)
        {
            Json.Add(file.FileName.ToString());
            await CheckAsync(IndexLayout.Package(file.FileName), file.Sha256);
            await CheckAsync(IndexLayout.Sidecar(file.FileName), file.CoreMetadataSha256!);
        }
    }

    private async Task CheckAsync(string key, string sha256)
    {
        if (checkedFiles.Contains(key))
        {
            return;
        }

        var bytes = await BytesAsync(key);
        var found = bytes is null ? "nothing" : Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != sha256)
        {
            Problems.Add($"{key} should have {sha256} and has {found}");
        }
        else
        {
            checkedFiles.Add(key);
        }
    }

    private async Task<byte[]?> BytesAsync(string key)
    {
        await using var found = await store.GetAsync(key, default);
        return found is null ? null : await found.ReadBytesAsync(1 << 26, default);
    }

    [GeneratedRegex(
        "href=\"(?<url>[^#\"]+)#sha256=(?<sha256>[^\"]+)\".* data-core-metadata=\"sha256=(?<metadata>[^\"]+)\""
    )]
    private static partial Regex Link();
}
