using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.Build.Building.Inputs;

/// <summary>
/// Asks the registry of a public image what its tag stands for, without a Docker engine
/// (<see href="https://distribution.github.io/distribution/spec/api/">its API</see>). Nothing is pulled.
/// </summary>
/// <param name="client">Sends requests.</param>
public sealed partial class ImageRegistry(HttpClient client)
{
    private const string Hub = "docker.io";
    private const string DigestHeader = "Docker-Content-Digest";

    private static readonly string[] TokenFields = ["service", "scope"];
    private static readonly string[] Manifests =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    /// <summary>The repository that the name of an image is of, its registry first: <c>docker.io/library/ubuntu</c>.</summary>
    /// <param name="image">The name.</param>
    public static string RepositoryOf(string image)
    {
        var name = image.Split('@')[0];
        var slash = name.LastIndexOf('/');
        var colon = name.IndexOf(':', slash + 1);
        var repository = colon < 0 ? name : name[..colon];
        var parts = repository.Split('/', 2);

        // The first part is a registry where it could be no name of a user.
        return parts is [var first, _] && (first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost")
                ? repository
            : parts.Length == 2 ? $"{Hub}/{repository}"
            : $"{Hub}/library/{repository}";
    }

    /// <summary>The digest that the name of an image stands for.</summary>
    /// <param name="image">The name, without a digest.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RegistryNotAnsweringException">The registry cannot be reached, does not know it, or does not tell everybody.</exception>
    public async Task<string> DigestOfAsync(string image, CancellationToken cancellation)
    {
        var parts = RepositoryOf(image).Split('/', 2);
        var colon = image.IndexOf(':', image.LastIndexOf('/') + 1);
        var tag = colon < 0 ? "latest" : image[(colon + 1)..];
        var host = parts[0] == Hub ? "registry-1.docker.io" : parts[0];
        if (!Uri.TryCreate($"https://{host}/v2/{parts[1]}/manifests/{tag}", UriKind.Absolute, out var url))
        {
            throw new RegistryNotAnsweringException(image, "it is no name of an image", image);
        }

        // As docker has it: on this machine alone a registry may do without encryption.
        url = url.IsLoopback ? new UriBuilder(url) { Scheme = "http" }.Uri : url;
        var answer = await AskAsync(image, HttpMethod.Head, url, null, cancellation);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && TokenUrl(answer) is { } from)
        {
            var token = await TokenAsync(image, from, cancellation);
            answer = await AskAsync(image, HttpMethod.Head, url, token, cancellation);
        }

        return
            answer.IsSuccessStatusCode
            && answer.Headers.TryGetValues(DigestHeader, out var values)
            && values.First() is var digest
            && DigestForm().IsMatch(digest)
            ? digest
            : throw new RegistryNotAnsweringException(
                image,
                answer.IsSuccessStatusCode
                    ? $"it does not tell its {DigestHeader}"
                    : $"HTTP {(int)answer.StatusCode} {answer.ReasonPhrase}",
                $"{url}"
            );
    }

    // WWW-Authenticate: Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:...:pull"
    private static Uri? TokenUrl(HttpResponseMessage answer)
    {
        var fields = answer
            .Headers.WwwAuthenticate.Where(way => way.Scheme == "Bearer")
            .SelectMany(way => FieldForm().Matches(way.Parameter ?? ""))
            .ToLookup(field => field.Groups[1].Value, field => field.Groups[2].Value);
        var query = string.Join(
            '&',
            TokenFields.SelectMany(name => fields[name].Select(value => $"{name}={Uri.EscapeDataString(value)}"))
        );
        return
            Uri.TryCreate($"{fields["realm"].FirstOrDefault()}?{query}", UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)
            ? url
            : null;
    }

    private async Task<string> TokenAsync(string image, Uri url, CancellationToken cancellation)
    {
        using var answer = await AskAsync(image, HttpMethod.Get, url, null, cancellation);
        try
        {
            var json = JObject.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            return (string?)json["token"]
                ?? (string?)json["access_token"]
                ?? throw new JsonException("it has no token");
        }
        catch (JsonException error)
        {
            throw new RegistryNotAnsweringException(image, error.Message, url.GetLeftPart(UriPartial.Path), error);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(
        string image,
        HttpMethod method,
        Uri url,
        string? token,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Wheelhouse", null));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var type in Manifests)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        try
        {
            return await client.SendAsync(request, cancellation);
        }
        catch (Exception error)
            when (error is HttpRequestException
                || (error is TaskCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            throw new RegistryNotAnsweringException(image, error.Message, url.GetLeftPart(UriPartial.Path), error);
        }
    }

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestForm();

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex FieldForm();
}
