using System.Text;
using System.Text.Json;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>
/// Whether bytes are JSON as <see href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</see> has it. Newtonsoft.Json, which reads
/// the values, also takes comments, single quotes, bare keys, trailing commas and other numbers, and does not tell of all of them.
/// </summary>
internal static class JsonGrammar
{
    /// <summary>The first place that is no JSON; null where all of it is.</summary>
    /// <param name="json">The bytes, without a byte order mark.</param>
    public static RecipeProblem? Check(ReadOnlySpan<byte> json)
    {
        try
        {
            _ = Strict.GetCharCount(json);
            var reader = new Utf8JsonReader(json);
            while (reader.Read()) { }

            return null;
        }
        catch (DecoderFallbackException error)
        {
            var before = json[..Math.Max(0, error.Index)];
            return Problem(
                before.Count((byte)'\n'),
                before[(before.LastIndexOf((byte)'\n') + 1)..],
                "a byte is not of UTF-8; save the file as UTF-8"
            );
        }
        catch (JsonException error)
        {
            var (line, bytes) = ((int)(error.LineNumber ?? 0), (int)(error.BytePositionInLine ?? 0));
            return Problem(line, LineOf(json, line)[..bytes], Reason(error));
        }
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static RecipeProblem Problem(int line, ReadOnlySpan<byte> before, string what) =>
        new(line + 1, Encoding.UTF8.GetCharCount(before) + 1, "", what);

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> json, int line)
    {
        for (; line > 0; line--)
        {
            json = json[(json.IndexOf((byte)'\n') + 1)..];
        }

        return json;
    }

    // Its message ends in the place, counted in another way, and may speak of settings of the reader.
    private static string Reason(JsonException error) =>
        "this is not JSON (RFC 8259), which has no comments, trailing commas, single quotes or bare words: "
        + error.Message.Split(" LineNumber: ")[0].Replace(" Change the reader options.", "", StringComparison.Ordinal);
}
