using System.Text.Json;

namespace Wheelhouse.Index;

/// <summary>
/// The keys of one JSON object, taken one by one; every problem is noted with its place, and what was not taken is refused,
/// except keys beginning with <c>_</c>, which are kept.
/// </summary>
internal sealed class JsonFields
{
    private const int None = -1;

    private const int ObjectsAtOnce = 256;

    // As many as a file of a page has.
    private const int UsualKeys = 12;

    private readonly JsonElement json;
    private readonly List<string> problems;
    private readonly List<string> taken = new(UsualKeys);
    private readonly JsonFields? parent;
    private readonly string name;
    private readonly int number;

    /// <param name="json">The object.</param>
    /// <param name="problems">Where problems are noted.</param>
    public JsonFields(JsonElement json, List<string> problems)
        : this(json, problems, null, "", None) { }

    private JsonFields(JsonElement json, List<string> problems, JsonFields? parent, string name, int number)
    {
        this.json = json;
        this.problems = problems;
        this.parent = parent;
        this.name = name;
        this.number = number;
    }

    // Made up where there is a problem alone: pages have many objects and few problems.
    private string Place => parent is null ? "" : parent.PlaceOf(name, number);

    public string? Text(string name, bool required = false)
    {
        if (Take(name, required) is not { } value)
        {
            return null;
        }

        if (TextOf(value) is { } text)
        {
            return text;
        }

        Note($"\"{name}\" is not a text");
        return null;
    }

    public long? Integer(string name, bool required = true)
    {
        if (Take(name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0)
        {
            return number;
        }

        Note($"\"{name}\" is not a whole number from 0 on");
        return null;
    }

    /// <summary>The reason, empty for a bare <c>true</c>; null where the file is not yanked (PEP 592, PEP 691).</summary>
    public string? Yanked()
    {
        switch (Take("yanked", required: false))
        {
            case null:
            case { ValueKind: JsonValueKind.False }:
                return null;
            case { ValueKind: JsonValueKind.True }:
                return "";
            case { } value when TextOf(value) is { } reason:
                return reason;
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
            case { ValueKind: JsonValueKind.Object } inner:
                return new JsonFields(inner, problems, this, name, None);
            default:
                Note($"\"{name}\" is not an object");
                return null;
        }
    }

    public IReadOnlyList<JsonFields> Objects(string name, bool required = true)
    {
        var objects = new List<JsonFields>();
        foreach (var (number, item) in Items(name, required))
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                objects.Add(new JsonFields(item, problems, this, name, number));
            }
            else
            {
                problems.Add($"{PlaceOf(name, number)} is not an object");
            }
        }

        return objects;
    }

    /// <summary>What a long list of objects says, read by all processors; problems come in the list's order.</summary>
    /// <param name="name">The list, which is empty here.</param>
    /// <param name="items">Its items, each a JSON value.</param>
    /// <param name="read">Reads one.</param>
    public IReadOnlyList<T> ReadAll<T>(string name, IEnumerable<ReadOnlyMemory<byte>> items, Func<JsonFields, T?> read)
        where T : class
    {
        Items(name, required: true);
        var parts = InParallel.Select(
            [.. items.Index().Chunk(ObjectsAtOnce)],
            chunk =>
            {
                var noted = new List<string>();
                var found = chunk.Select(item => ReadItem(name, item.Index, item.Item, read, noted)).OfType<T>();
                return (Read: found.ToList(), Noted: noted);
            }
        );
        problems.AddRange(parts.SelectMany(part => part.Noted));
        return [.. parts.SelectMany(part => part.Read)];
    }

    public IReadOnlyList<string> Texts(string name, bool required = true)
    {
        var texts = new List<string>();
        foreach (var (number, item) in Items(name, required))
        {
            if (TextOf(item) is { } text)
            {
                texts.Add(text);
            }
            else
            {
                problems.Add($"{PlaceOf(name, number)} is not a text");
            }
        }

        return texts;
    }

    /// <summary>Refuses what was not taken, except the index's own keys, which it gives.</summary>
    public OwnKeys Rest()
    {
        if (IsAllTaken)
        {
            return OwnKeys.None;
        }

        var rest = NotTaken.ToLookup(property => property.Name.StartsWith('_'));
        Refuse(rest[false]);
        return OwnKeys.Of(rest[true]);
    }

    /// <summary>Refuses what was not taken, where own keys have no place to be kept.</summary>
    public void RefuseRest() => Refuse(NotTaken);

    public void Note(string problem) => problems.Add(Place is { Length: > 0 } place ? $"{place}: {problem}" : problem);

    private T? ReadItem<T>(
        string list,
        int at,
        ReadOnlyMemory<byte> item,
        Func<JsonFields, T?> read,
        List<string> noted
    )
        where T : class
    {
        using var document = JsonText.LoadItem(item, out var problem);
        if (document?.RootElement is { ValueKind: JsonValueKind.Object } inner)
        {
            return read(new JsonFields(inner, noted, this, list, at));
        }

        noted.Add(PlaceOf(list, at) + (document is null ? $": {problem}" : " is not an object"));
        return null;
    }

    private bool IsAllTaken => taken.Count == json.GetPropertyCount();

    private IEnumerable<JsonProperty> NotTaken =>
        json.EnumerateObject().Where(property => !taken.Contains(property.Name));

    private void Refuse(IEnumerable<JsonProperty> properties)
    {
        foreach (var property in properties)
        {
            Note($"the key \"{property.Name}\" is not known here");
        }
    }

    private string PlaceOf(string key, int item)
    {
        var place = Place.Length == 0 ? key : $"{Place}.{key}";
        return item == None ? place : $"{place}[{item}]";
    }

    private IEnumerable<(int Number, JsonElement Item)> Items(string name, bool required)
    {
        if (Take(name, required) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Index();
        }

        Note($"\"{name}\" is not a list");
        return [];
    }

    private JsonElement? Take(string name, bool required)
    {
        if (json.TryGetProperty(name, out var value))
        {
            taken.Add(name);
            return value;
        }

        if (required)
        {
            Note($"\"{name}\" is missing");
        }

        return null;
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
