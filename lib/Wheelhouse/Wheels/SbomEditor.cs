using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>
/// Moves the root component of an embedded software bill of materials to the wheel's new version, where it is
/// <see href="https://cyclonedx.org/specification/overview/">CycloneDX</see> JSON. Other formats carry signatures and document
/// identities of their own, and are left to their makers.
/// </summary>
internal static class SbomEditor
{
    /// <summary>The document with the new version, or null and what is left to do by hand.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="before">File name before, with project and version.</param>
    /// <param name="after">File name after.</param>
    /// <param name="fault">Why the document was left as it is, or null.</param>
    public static byte[]? Edit(byte[] bytes, WheelFileName before, WheelFileName after, out string? fault)
    {
        fault = "it is no CycloneDX JSON document";
        if (!TryParse(bytes, out var document) || (string?)document["bomFormat"] != "CycloneDX")
        {
            return null;
        }

        fault = $"its root component is not {before.Project} {before.Version}";
        if (document.SelectToken("metadata.component") is not JObject root || !Names(root, before))
        {
            return null;
        }

        fault = null;
        MoveUrl(document, root, before, after);
        foreach (
            var component in document
                .DescendantsAndSelf()
                .OfType<JObject>()
                .Where(part => IsRoot(part, root, before))
                .ToList()
        )
        {
            component["version"] = after.VersionText;
        }

        root["version"] = after.VersionText;
        var isIndented = bytes.AsSpan().Contains((byte)'\n');
        return Encoding.UTF8.GetBytes(document.ToString(isIndented ? Formatting.Indented : Formatting.None));
    }

    private static bool TryParse(byte[] bytes, out JObject document)
    {
        document = [];
        try
        {
            using var reader = new JsonTextReader(
                new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, true))
            )
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
            };
            document = JObject.Load(reader);
            return !reader.Read();
        }
        catch (Exception fault) when (fault is JsonException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool Names(JObject component, WheelFileName wheel) =>
        component["name"] is JValue { Value: string name }
        && component["version"] is JValue { Value: string version }
        && ProjectName.TryParse(name, out var project)
        && project == wheel.Project
        && PythonVersion.TryParse(version, out var named)
        && named == wheel.Version;

    /// <summary>The root is often listed again among the components; it is known by its package URL.</summary>
    private static bool IsRoot(JObject part, JObject root, WheelFileName before) =>
        part["purl"] is JValue { Value: string } url && JToken.DeepEquals(url, root["purl"]) && Names(part, before);

    /// <summary>The package URL is often the component's reference too, so every string that is it changes with it.</summary>
    private static void MoveUrl(JObject document, JObject root, WheelFileName before, WheelFileName after)
    {
        if (root["purl"] is not JValue { Value: string { Length: > 0 } old })
        {
            return;
        }

        var url = MoveUrl(old, before, after);
        var values = document.Descendants().OfType<JValue>().Where(value => value.Value is string text && text == old);
        foreach (var value in values.ToList())
        {
            value.Value = url;
        }
    }

    /// <summary>A package URL is <c>pkg:pypi/name@version?qualifiers#subpath</c>; a qualifier may name the file.</summary>
    private static string MoveUrl(string url, WheelFileName before, WheelFileName after)
    {
        var end = url.IndexOfAny(['?', '#']) is var mark and >= 0 ? mark : url.Length;
        var at = url.LastIndexOf('@', end - 1, end);
        var isVersion = PythonVersion.TryParse(Uri.UnescapeDataString(url[(at + 1)..end]), out var version);
        var head =
            at >= 0 && isVersion && version == before.Version
                ? url[..(at + 1)] + Escape(after.VersionText)
                : url[..end];
        return head
            + url[end..]
                .Replace(Escape(before.ToString()), Escape(after.ToString()), StringComparison.OrdinalIgnoreCase)
                .Replace(before.ToString(), Escape(after.ToString()), StringComparison.Ordinal);
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
