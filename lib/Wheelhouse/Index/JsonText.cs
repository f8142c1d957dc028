using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.Index;

/// <summary>JSON of pages as bytes: read without guessing, written the same for the same content.</summary>
internal static class JsonText
{
    private const int MostDepth = 32;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonLoadSettings Strict = new()
    {
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
    };

    /// <exception cref="JsonReaderException">The text is not one JSON value.</exception>
    public static JToken Load(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text))
        {
            // Texts stay texts: a time is not to be parsed and printed anew.
            DateParseHandling = DateParseHandling.None,
            MaxDepth = MostDepth,
        };
        var value = JToken.ReadFrom(reader, Strict);
        return reader.Read() ? throw new JsonReaderException("there is more after the end of the JSON value") : value;
    }

    /// <summary>The object in the bytes, or null with the reason why there is none.</summary>
    public static JObject? LoadObject(byte[] bytes, out string problem)
    {
        problem = "it is not a JSON object";
        try
        {
            return Load(Utf8.GetString(bytes)) as JObject;
        }
        catch (DecoderFallbackException error)
        {
            problem = $"it is not UTF-8: {error.Message}";
        }
        catch (JsonException error)
        {
            problem = $"it is not valid JSON: {error.Message}";
        }

        return null;
    }

    public static byte[] Render(Action<JsonWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented, CloseOutput = false })
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        text.Write('\n');
        return Utf8.GetBytes(text.ToString());
    }

    public static void WriteMeta(JsonWriter writer, long generation)
    {
        writer.WritePropertyName("meta");
        writer.WriteStartObject();
        WriteText(writer, "api-version", IndexLayout.ApiVersion);
        WriteInteger(writer, "_generation", generation);
        writer.WriteEndObject();
    }

    public static void WriteText(JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            writer.WriteValue(value);
        }
    }

    public static void WriteInteger(JsonWriter writer, string name, long value)
    {
        writer.WritePropertyName(name);
        writer.WriteValue(value);
    }

    /// <summary>A list of texts; an empty one is left out.</summary>
    public static void WriteTexts(JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            writer.WritePropertyName(name);
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteValue(value);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Why something is yanked; the standard wants a reason that is not empty, or else a bare true.</summary>
    public static void WriteYanked(JsonWriter writer, string? reason)
    {
        if (reason is not null)
        {
            writer.WritePropertyName("yanked");
            writer.WriteValue(reason.Length == 0 ? true : (object)reason);
        }
    }
}
