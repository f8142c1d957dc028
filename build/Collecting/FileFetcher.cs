using System.Net.Http.Headers;
using System.Text;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Files;

namespace Wheelhouse.Build.Collecting;

/// <summary>Fetches the files of a pip report side by side, each checked against its sha256 while it is written.</summary>
/// <param name="client">The HTTP client.</param>
/// <param name="sources">The indexes; their credentials are used for files on the same host.</param>
public sealed class FileFetcher(HttpClient client, PackageSources sources)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    /// <summary>Fetches all files into a folder, under their own names.</summary>
    /// <param name="items">The files.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each item the path of its file, in the order given.</returns>
    /// <exception cref="DownloadFailedException">Names every file that could not be fetched.</exception>
    public async Task<IReadOnlyList<string>> FetchAsync(
        IReadOnlyList<PipReportItem> items,
        string folder,
        CancellationToken cancellation
    )
    {
        var problems = new string?[items.Count];
        var paths = items.Select(item => Path.Combine(folder, Path.GetFileName(item.FileName))).ToList();
        await Parallel.ForAsync(
            0,
            items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (index, token) => problems[index] = await FetchAsync(items[index], paths[index], token)
        );
        return problems.All(problem => problem is null)
            ? paths
            : throw new DownloadFailedException([.. problems.OfType<string>()]);
    }

    private async Task<string?> FetchAsync(PipReportItem item, string path, CancellationToken cancellation)
    {
        if (item.Sha256 is null)
        {
            return $"{item.FileName}: the index gives no sha256 for it";
        }

        try
        {
            var hash = await WriteAsync(item.Url, path, cancellation);
            return hash == item.Sha256
                ? null
                : $"{item.FileName}: its sha256 is {hash}, pip's report says {item.Sha256}";
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return $"{item.FileName}: {Secrets.Mask(error.Message)}";
        }
    }

    private async Task<string> WriteAsync(Uri url, string path, CancellationToken cancellation)
    {
        if (url.IsFile)
        {
            await using var source = File.OpenRead(url.LocalPath);
            return await HashedCopy.WriteAsync(source, path, cancellation);
        }

        using var download = new FileDownload(client, url, AuthorizationFor(url), Patience, FirstPause);
        return await download.WriteAsync(path, cancellation);
    }

    private AuthenticationHeaderValue? AuthorizationFor(Uri url) =>
        CredentialsFor(url) is { } credentials
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)))
            : null;

    // pip's report leaves credentials out; those of the index that lists the file are meant for its host.
    private string? CredentialsFor(Uri url) =>
        new[] { sources.IndexUrl }
            .Concat(sources.ExtraIndexUrls)
            .Concat(sources.FindLinks)
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var index) ? index : null)
            .Where(index =>
                index is { UserInfo.Length: > 0 } && index.Scheme == url.Scheme && index.Authority == url.Authority
            )
            .Select(index => Uri.UnescapeDataString(index!.UserInfo))
            .FirstOrDefault();
}
