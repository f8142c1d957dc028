using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.Wheels;

/// <summary>An object of a manifest, whose values are taken by key and type; what is not as it should be is named by its line.</summary>
internal sealed partial class ManifestObject(JObject json, string path)
{
    public void RequireKeys(params IReadOnlyList<string> keys)
    {
        if (json.Properties().FirstOrDefault(property => !keys.Contains(property.Name)) is { } unknown)
        {
            throw Invalid(unknown.Name, "is no key of a manifest");
        }

        if (keys.FirstOrDefault(key => json[key] is null) is { } missing)
        {
            throw new InvalidManifestException($"'{missing}' is missing", path, LineOf(json));
        }
    }

    public bool IsNull(string key) => json[key]!.Type == JTokenType.Null;

    public long Number(string key) =>
        json[key] is JValue { Value: long number } && number >= 0
            ? number
            : throw Invalid(key, "is not a whole number from 0 to 2^63-1");

    public string Sha256(string key) =>
        Value(key, text => text) is var text && Sha256Form().IsMatch(text)
            ? text
            : throw Invalid(key, "is not 64 lower-case hexadecimal digits");

    public T Value<T>(string key, Func<string, T> parse) => Parse(key, json[key]!, parse);

    public IReadOnlyList<T> Values<T>(string key, Func<string, T> parse) =>
        [.. Items(key).Select(item => Parse(key, item, parse))];

    public IEnumerable<ManifestObject> Objects(string key) =>
        Items(key)
            .Select(item =>
                item is JObject found ? new ManifestObject(found, path) : throw Invalid(key, "holds other than objects")
            );

    public InvalidManifestException Invalid(string key, string what, Exception? cause = null) =>
        new($"'{key}' {what}", path, LineOf(json.Property(key, StringComparison.Ordinal)!), cause);

    private JArray Items(string key) => json[key] as JArray ?? throw Invalid(key, "is not an array");

    private T Parse<T>(string key, JToken token, Func<string, T> parse)
    {
        try
        {
            return token is JValue { Value: string text } ? parse(text) : throw Invalid(key, "is not a text");
        }
        catch (WheelhouseException fault) when (fault is not InvalidManifestException)
        {
            throw Invalid(key, $"is wrong: {fault.What}", fault);
        }
    }

    private static int LineOf(IJsonLineInfo token) => token.LineNumber;

    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256Form();
}
