using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Wheelhouse.Index;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Serving;

/// <summary>Serves a store over HTTP on the loopback interface, as a web server in front of it would.</summary>
public sealed class StoreServer : IAsyncDisposable
{
    private static readonly string[] PageNames = ["index.html", "index.json"];
    private readonly WebApplication application;

    private StoreServer(WebApplication application) => this.application = application;

    /// <summary>The address, ending in a slash.</summary>
    public Uri Url => new(application.Urls.Single() + "/");

    /// <summary>Starts serving a folder store.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <param name="stagedRoot">See the other overload.</param>
    /// <exception cref="ServerNotStartedException">The port is taken.</exception>
    public static Task<StoreServer> StartAsync(
        string folder,
        int port,
        CancellationToken cancellation,
        string? stagedRoot = null
    ) =>
        StartAsync(
            request => Task.FromResult(Answer(request, Path.GetFullPath(folder))),
            port,
            stagedRoot,
            cancellation
        );

    /// <summary>Starts serving any store, with the rights that it was opened with, on a free port.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <param name="stagedRoot">
    /// What the keys of pages begin with that wait for their publication; for projects without such a page the public one is
    /// answered, so that below this root is the whole index as it will be.
    /// </param>
    public static Task<StoreServer> StartAsync(
        IObjectStore store,
        CancellationToken cancellation,
        string? stagedRoot = null
    ) => StartAsync(request => ObjectAnswer.OfAsync(request, store), port: 0, stagedRoot, cancellation);

    private static async Task<StoreServer> StartAsync(
        Func<HttpRequest, Task<IResult>> answer,
        int port,
        string? stagedRoot,
        CancellationToken cancellation
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var application = builder.Build();
        application.MapMethods(
            "/{**path}",
            [HttpMethods.Get, HttpMethods.Head],
            (Delegate)(
                async (HttpContext context) => OrPublic(await answer(context.Request), context.Request, stagedRoot)
            )
        );
        try
        {
            await application.StartAsync(cancellation);
            return new StoreServer(application);
        }
        catch (IOException error)
        {
            await application.DisposeAsync();
            throw new ServerNotStartedException(port, error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    // A redirect, so that the page's URLs count from where it stands.
    private static IResult OrPublic(IResult answer, HttpRequest request, string? stagedRoot)
    {
        var path = request.Path.Value ?? "/";
        if (
            answer is not NotFound
            || stagedRoot is null
            || !path.StartsWith("/" + stagedRoot, StringComparison.Ordinal)
        )
        {
            return answer;
        }

        var publicRoot = stagedRoot[..stagedRoot.IndexOf(IndexLayout.Staging, StringComparison.Ordinal)];
        return Results.LocalRedirect(
            new PathString($"/{publicRoot}{path[(stagedRoot.Length + 1)..]}").ToUriComponent()
        );
    }

    [SuppressMessage(
        "Security",
        "CA3003",
        Justification = "Only paths inside the store's folder get as far as the disk."
    )]
    private static IResult Answer(HttpRequest request, string root)
    {
        var path = request.Path.Value ?? "/";
        var local = Path.GetFullPath(Path.Join(root, path));
        if (path.Contains('\0', StringComparison.Ordinal) || !IsInside(local, root))
        {
            return Results.NotFound();
        }

        if (Directory.Exists(local))
        {
            if (!path.EndsWith('/'))
            {
                return Results.LocalRedirect(new PathString(path + "/").ToUriComponent() + request.QueryString);
            }

            local = PageNames.Select(name => Path.Join(local, name)).FirstOrDefault(File.Exists, local);
        }

        var file = new FileInfo(local);
        if (!file.Exists)
        {
            return Results.NotFound();
        }

        request.HttpContext.Response.Headers.CacheControl = IsPage(file)
            ? "no-cache"
            : "public, max-age=31536000, immutable";
        return Results.File(
            file.FullName,
            ContentType(file),
            lastModified: file.LastWriteTimeUtc,
            entityTag: Tag(file),
            enableRangeProcessing: true
        );
    }

    private static bool IsInside(string path, string root) =>
        path == root || path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static bool IsPage(FileInfo file) => PageNames.Contains(file.Name);

    // A page is replaced by a new file: two pages of one length written within a second still differ.
    private static EntityTagHeaderValue Tag(FileInfo file) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\""));

    private static string ContentType(FileInfo file) =>
        file.Extension switch
        {
            ".html" => "text/html; charset=utf-8",
            ".json" when file.Name == "index.json" => "application/vnd.pypi.simple.v1+json",
            ".json" => "application/json",
            ".metadata" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
}
