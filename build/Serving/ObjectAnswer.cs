using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wheelhouse.Storage;

namespace Wheelhouse.Build.Serving;

/// <summary>Answers a request with an object of a store, whether or not the public may read it there.</summary>
internal static class ObjectAnswer
{
    public static async Task<IResult> OfAsync(HttpRequest request, IObjectStore store)
    {
        try
        {
            var key = (request.Path.Value ?? "/").TrimStart('/');
            return await OfAsync(request, store, key.Length == 0 || key.EndsWith('/') ? key + "index.html" : key);
        }
        catch (InvalidObjectKeyException)
        {
            return Results.NotFound();
        }
        catch (WheelhouseException error)
        {
            // The client must not take it for an absent page; what it shows of the answer says what failed.
            return Results.Text(error.Message, statusCode: StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<IResult> OfAsync(HttpRequest request, IObjectStore store, string key)
    {
        var (response, cancellation) = (request.HttpContext.Response, request.HttpContext.RequestAborted);
        var found = await store.GetAsync(key, cancellation);
        if (found is null)
        {
            return Results.NotFound();
        }

        response.RegisterForDisposeAsync(found);
        response.ContentLength = found.Head.Size;
        response.Headers.CacheControl = found.Head.CacheControl;
        return Results.Stream(
            HttpMethods.IsHead(request.Method) ? Stream.Null : found.Body,
            found.Head.ContentType,
            lastModified: found.Head.LastModified,
            entityTag: EntityTagHeaderValue.TryParse(found.Head.ETag, out var tag) ? tag : null
        );
    }
}
