using Newtonsoft.Json.Linq;

namespace Wheelhouse.Index;

/// <summary>
/// The keys of one JSON object, taken one by one; every problem is noted with its place, and what was not taken is refused,
/// except keys beginning with <c>_</c>, which are kept.
/// </summary>
internal sealed class JsonFields(JObject json, string place, List<string> problems)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public string? Text(string name, bool required = false)
    {
        switch (Take(name, required))
        {
            case null:
                return null;
            case JValue { Type: JTokenType.String } text:
                return (string?)text;
            default:
                Note($"\"{name}\" is not a text");
                return null;
        }
    }

    public long? Integer(string name, bool required = true)
    {
        var value = Take(name, required);
        if (value is JValue { Type: JTokenType.Integer, Value: long number } && number >= 0)
        {
            return number;
        }

        if (value is not null)
        {
            Note($"\"{name}\" is not a whole number from 0 on");
        }

        return null;
    }

    /// <summary>The reason, empty for a bare <c>true</c>; null where the file is not yanked (PEP 592, PEP 691).</summary>
    public string? Yanked()
    {
        switch (Take("yanked", required: false))
        {
            case null:
            case JValue { Type: JTokenType.Boolean, Value: false }:
                return null;
            case JValue { Type: JTokenType.Boolean }:
                return "";
            case JValue { Type: JTokenType.String } text:
                return (string?)text;
            default:
                Note("\"yanked\" is neither true, false nor a text");
                return null;
        }
    }

    public JsonFields? Object(string name, bool required = false)
    {
        switch (Take(name, required))
        {
            case null:
                return null;
            case JObject inner:
                return new JsonFields(inner, PlaceOf(name), problems);
            default:
                Note($"\"{name}\" is not an object");
                return null;
        }
    }

    public IReadOnlyList<JsonFields> Objects(string name, bool required = true) =>
        [.. ItemsOf<JObject>(name, "an object", required).Select(row => new JsonFields(row.Item, row.Place, problems))];

    public IReadOnlyList<string> Texts(string name, bool required = true) =>
        [.. ItemsOf<JValue>(name, "a text", required).Select(row => row.Item.Value).OfType<string>()];

    /// <summary>Refuses what was not taken, except the index's own keys, which it gives.</summary>
    public OwnKeys Rest()
    {
        var rest = NotTaken().ToLookup(property => property.Name.StartsWith('_'));
        Refuse(rest[false]);
        return OwnKeys.Of(rest[true]);
    }

    /// <summary>Refuses what was not taken, where own keys have no place to be kept.</summary>
    public void RefuseRest() => Refuse(NotTaken());

    public void Note(string problem) => problems.Add(place.Length == 0 ? problem : $"{place}: {problem}");

    private IEnumerable<JProperty> NotTaken() => json.Properties().Where(property => !taken.Contains(property.Name));

    private void Refuse(IEnumerable<JProperty> properties)
    {
        foreach (var property in properties)
        {
            Note($"the key \"{property.Name}\" is not known here");
        }
    }

    private string PlaceOf(string name) => place.Length == 0 ? name : $"{place}.{name}";

    private List<(T Item, string Place)> ItemsOf<T>(string name, string kind, bool required)
        where T : JToken
    {
        var value = Take(name, required);
        if (value is not null and not JArray)
        {
            Note($"\"{name}\" is not a list");
        }

        var items = new List<(T, string)>();
        foreach (var (number, item) in (value as JArray ?? []).Index())
        {
            var itemPlace = $"{PlaceOf(name)}[{number}]";
            if (item is T and not JValue { Value: not string })
            {
                items.Add(((T)item, itemPlace));
            }
            else
            {
                problems.Add($"{itemPlace} is not {kind}");
            }
        }

        return items;
    }

    private JToken? Take(string name, bool required)
    {
        taken.Add(name);
        var value = json[name];
        if (value is null && required)
        {
            Note($"\"{name}\" is missing");
        }

        return value;
    }
}
