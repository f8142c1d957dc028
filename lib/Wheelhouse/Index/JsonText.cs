using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Wheelhouse.Index;

/// <summary>
/// JSON of pages as bytes: read without guessing, written the same for the same content. By the framework's reader and writer,
/// which work on the bytes themselves: a list of 5,000 projects is read and written anew for each file that is added.
/// </summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    // Texts as they are where JSON allows it: the pages are no part of HTML.
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions Compact = Indented with { Indented = false };

    /// <summary>The object in the bytes, or null with the reason why there is none.</summary>
    public static JsonElement? LoadObject(ReadOnlySpan<byte> bytes, out string problem)
    {
        problem = "it is not a JSON object";
        if (!Utf8.IsValid(bytes))
        {
            problem = "it is not UTF-8";
            return null;
        }

        try
        {
            CheckEscapes(bytes);
            var value = JsonElement.Parse(bytes, Strict);
            return value.ValueKind == JsonValueKind.Object ? value : null;
        }
        catch (Exception error) when (IsInvalid(error))
        {
            problem = Invalid(error);
            return null;
        }
    }

    /// <summary>
    /// The object in the bytes with a long list of it left empty and the list's items apart, each a JSON value to be loaded
    /// by itself; null with the reason where there is no such object. A document of the whole would be as large again, and
    /// one processor's work.
    /// </summary>
    /// <param name="bytes">The object.</param>
    /// <param name="list">The list's key; without such a list there are no items.</param>
    /// <param name="items">The list's items, one after the other.</param>
    /// <param name="problem">Why there is no object.</param>
    public static JsonElement? LoadObject(
        ReadOnlyMemory<byte> bytes,
        string list,
        out IReadOnlyList<ReadOnlyMemory<byte>> items,
        out string problem
    )
    {
        var found = new List<ReadOnlyMemory<byte>>();
        items = found;
        if (!Utf8.IsValid(bytes.Span))
        {
            problem = "it is not UTF-8";
            return null;
        }

        try
        {
            CheckEscapes(bytes.Span);
            var (start, end) = CutItems(bytes, list, found);
            return LoadObject([.. bytes.Span[..start], .. bytes.Span[end..]], out problem);
        }
        catch (Exception error) when (IsInvalid(error))
        {
            problem = Invalid(error);
            return null;
        }
    }

    /// <summary>One item of a list that was left apart; null with the reason when it has a key twice.</summary>
    public static JsonDocument? LoadItem(ReadOnlyMemory<byte> item, out string problem)
    {
        problem = "";
        try
        {
            return JsonDocument.Parse(item, Strict);
        }
        catch (JsonException error)
        {
            problem = Invalid(error);
            return null;
        }
    }

    // Reads to the end, so that all of it is known to be JSON.
    private static (int Start, int End) CutItems(
        ReadOnlyMemory<byte> bytes,
        string list,
        List<ReadOnlyMemory<byte>> items
    )
    {
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        var (start, end) = (0, 0);
        while (reader.Read())
        {
            var isList =
                end == 0
                && reader.CurrentDepth == 1
                && reader.TokenType == JsonTokenType.PropertyName
                && reader.ValueTextEquals(list);
            if (!isList || !reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                continue;
            }

            start = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var first = (int)reader.TokenStartIndex;
                reader.Skip();
                items.Add(bytes[first..(int)reader.BytesConsumed]);
            }

            end = (int)reader.TokenStartIndex;
        }

        return (start, end);
    }

    private static bool IsInvalid(Exception error) => error is JsonException or InvalidOperationException;

    private static string Invalid(Exception error) => $"it is not valid JSON: {error.Message}";

    // Half of a surrogate pair, \ud800, is JSON and no text; the reader says so when it makes a string of it, and not before.
    private static void CheckEscapes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                reader.GetString();
            }
        }
    }

    /// <summary>One value as text without white space, numbers as they were written.</summary>
    public static string CompactText(JsonElement value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Compact))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Writes a value that was read before.</summary>
    public static void WriteValue(Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        JsonElement.Parse(json, Strict).WriteTo(writer);
    }

    /// <summary>An object with line breaks for people who look.</summary>
    public static byte[] Render(Action<Utf8JsonWriter> write) => Render(write, Indented);

    /// <summary>An object without white space.</summary>
    public static byte[] RenderCompact(Action<Utf8JsonWriter> write) => Render(write, Compact);

    private static byte[] Render(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var bytes = new PageBytes();
        using (var writer = new Utf8JsonWriter(bytes, options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.ToArray();
    }

    public static void WriteMeta(Utf8JsonWriter writer, long generation)
    {
        writer.WriteStartObject("meta");
        WriteText(writer, "api-version", IndexLayout.ApiVersion);
        WriteInteger(writer, "_generation", generation);
        writer.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteInteger(Utf8JsonWriter writer, string name, long value) => writer.WriteNumber(name, value);

    /// <summary>A list of texts; an empty one is left out.</summary>
    public static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            writer.WriteStartArray(name);
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Why something is yanked; the standard wants a reason that is not empty, or else a bare true.</summary>
    public static void WriteYanked(Utf8JsonWriter writer, string? reason)
    {
        if (reason is { Length: 0 })
        {
            writer.WriteBoolean("yanked", true);
        }
        else
        {
            WriteText(writer, "yanked", reason);
        }
    }
}
