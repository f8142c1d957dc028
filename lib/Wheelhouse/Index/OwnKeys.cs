using System.Text.Json;

namespace Wheelhouse.Index;

/// <summary>
/// The keys beginning with <c>_</c> that a page carries beside the standard's: private to the index, kept through every merge
/// so that an older program loses nothing that a newer one wrote.
/// </summary>
public sealed class OwnKeys
{
    private readonly SortedDictionary<string, string> values;

    private OwnKeys(SortedDictionary<string, string> values) => this.values = values;

    /// <summary>No keys.</summary>
    public static OwnKeys None { get; } = new(new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => values.Keys;

    /// <summary>A key's value as JSON text, or null when there is no such key.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name);

    internal static OwnKeys Of(IEnumerable<JsonProperty> properties)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in properties)
        {
            values.Add(property.Name, JsonText.CompactText(property.Value));
        }

        return values.Count == 0 ? None : new OwnKeys(values);
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        foreach (var (name, json) in values)
        {
            JsonText.WriteValue(writer, name, json);
        }
    }
}
