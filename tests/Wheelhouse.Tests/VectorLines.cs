using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.Tests;

/// <summary>The lines of a vector file (answers of the reference implementation), each a test case of its own.</summary>
internal static class VectorLines
{
    private const int LongestName = 100;

    internal static IEnumerable<TestCaseData> Of(string fileName, params string[] shownFields)
    {
        var number = 0;
        foreach (
            var line in File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors", fileName))
        )
        {
            number++;
            var vector = Read(line);
            var shown = string.Join(' ', shownFields.Select(field => (string?)vector[field]));
            yield return new TestCaseData(vector).SetName(
                string.Create(CultureInfo.InvariantCulture, $"{{m}} line {number:d5} {Escape(shown)}")
            );
        }
    }

    internal static JToken ReadFile(string fileName) =>
        JToken.Parse(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors", fileName)));

    // Numbers and dates stay the texts they are.
    private static JObject Read(string line)
    {
        using var reader = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    /// <summary>Keeps a test's name free of what runners and their filters read as something else.</summary>
    private static string Escape(string text)
    {
        var name = new StringBuilder();
        foreach (var character in text[..Math.Min(text.Length, LongestName)])
        {
            _ =
                char.IsAsciiLetterOrDigit(character) || " _-+<>".Contains(character, StringComparison.Ordinal)
                    ? name.Append(character)
                    : name.Append(CultureInfo.InvariantCulture, $"%{(int)character:x2}");
        }

        return name.ToString();
    }
}
