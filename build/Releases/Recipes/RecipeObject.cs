using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Releases.Recipes;

/// <summary>
/// One object of a recipe while it is read. What is wrong is added to the problems, which end the reading once all
/// are known; the value returned until then is never used.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="key">Its key, with those above it; empty for the recipe itself.</param>
/// <param name="problems">Where problems are added.</param>
internal sealed class RecipeObject(JObject json, string key, ICollection<RecipeProblem> problems)
{
    private readonly HashSet<string> known = [];

    /// <summary>A value made from a text.</summary>
    public T One<T>(string name, Func<string, T> parse) =>
        Token(name, JTokenType.String) is { } token ? Parse(token, KeyOf(name), parse) : default!;

    /// <summary>A text that is not empty.</summary>
    public string Text(string name) => One(name, NotEmpty);

    /// <summary>A list of values made from texts, none of them twice.</summary>
    public IReadOnlyList<T> Many<T>(string name, Func<string, T> parse, bool mayBeEmpty = false) =>
        Items(name, JTokenType.String, mayBeEmpty, (token, itemKey) => Parse(token, itemKey, parse), item => item);

    /// <summary>A list of objects, none of them twice by what tells them apart.</summary>
    public IReadOnlyList<T> Objects<T>(
        string name,
        Func<RecipeObject, T> read,
        Func<T, object?> identity,
        bool mayBeEmpty = false
    ) => Items(name, JTokenType.Object, mayBeEmpty, (token, itemKey) => Read((JObject)token, itemKey, read), identity);

    /// <summary>An object.</summary>
    public T Object<T>(string name, Func<RecipeObject, T> read) =>
        Token(name, JTokenType.Object) is JObject value ? Read(value, KeyOf(name), read) : default!;

    /// <summary>Texts by names that the recipe chooses, in its order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map(
        string name,
        Func<string, string> parseName,
        Func<string, string> parse
    ) =>
        Token(name, JTokenType.Object) is JObject map
            ?
            [
                .. map.Properties()
                    .Select(property => (property, itemKey: $"{KeyOf(name)}.{property.Name}"))
                    .Where(item => IsOfType(item.property.Value, item.itemKey, JTokenType.String))
                    .Select(item =>
                        KeyValuePair.Create(
                            Parse(item.property, item.property.Name, item.itemKey, parseName),
                            Parse(item.property.Value, item.itemKey, parse)
                        )
                    ),
            ]
            : [];

    /// <summary>A whole number, at least 1.</summary>
    public int Number(string name)
    {
        if (Token(name, JTokenType.Integer) is not JValue token)
        {
            return 0;
        }

        if (token.Value is long and >= 1 and <= int.MaxValue)
        {
            return (int)token;
        }

        Add(token, KeyOf(name), $"{token} is no number from 1 to {int.MaxValue}");
        return 0;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string name) => Token(name, JTokenType.Boolean) is { } token && (bool)token;

    /// <summary>A key that may be there and says nothing to the reader.</summary>
    public void Ignore(string name) => known.Add(name);

    /// <summary>Reads an object to its end: what nobody asked for is a problem.</summary>
    public static T Read<T>(JObject json, string key, ICollection<RecipeProblem> problems, Func<RecipeObject, T> read)
    {
        var value = new RecipeObject(json, key, problems);
        var result = read(value);
        foreach (var property in json.Properties().Where(property => !value.known.Contains(property.Name)))
        {
            var meant = NearestName.Of(property.Name, value.known.Except(json.Properties().Select(p => p.Name)));
            value.Add(
                property,
                value.KeyOf(property.Name),
                "there is no such key"
                    + (
                        meant is null
                            ? $"; take it out (keys: {string.Join(", ", value.known)})"
                            : $"; did you mean '{meant}'?"
                    )
            );
        }

        return result;
    }

    private T Read<T>(JObject value, string itemKey, Func<RecipeObject, T> read) =>
        Read(value, itemKey, problems, read);

    private List<T> Items<T>(
        string name,
        JTokenType type,
        bool mayBeEmpty,
        Func<JToken, string, T> read,
        Func<T, object?> identity
    )
    {
        if (Token(name, JTokenType.Array) is not JArray array)
        {
            return [];
        }

        if (array.Count == 0 && !mayBeEmpty)
        {
            Add(array, KeyOf(name), "at least one value is needed");
        }

        List<T> items = [];
        Dictionary<object, string> first = [];
        foreach (var (place, token) in array.Index())
        {
            var itemKey = $"{KeyOf(name)}[{place}]";
            if (!IsOfType(token, itemKey, type))
            {
                continue;
            }

            var item = read(token, itemKey);
            items.Add(item);

            // What could not be read has no identity.
            if (item is not null && identity(item) is { } known && !first.TryAdd(known, itemKey))
            {
                Add(token, itemKey, $"'{known}' is there already, as {first[known]}; take one out");
            }
        }

        return items;
    }

    private JToken? Token(string name, JTokenType type)
    {
        known.Add(name);
        if (json[name] is { } token)
        {
            return IsOfType(token, KeyOf(name), type) ? token : null;
        }

        Add(json, KeyOf(name), "it is missing; add it");
        return null;
    }

    private bool IsOfType(JToken token, string tokenKey, JTokenType type)
    {
        if (token.Type == type)
        {
            return true;
        }

        Add(token, tokenKey, $"{NameOf(type)} is needed, not {NameOf(token.Type)}");
        return false;
    }

    private T Parse<T>(JToken token, string tokenKey, Func<string, T> parse) =>
        Parse(token, (string)token!, tokenKey, parse);

    private T Parse<T>(JToken token, string text, string tokenKey, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException problem)
        {
            Add(token, tokenKey, $"'{text}': {problem.Message}");
        }
        catch (WheelhouseException problem)
        {
            Add(token, tokenKey, $"{problem.What} ({problem.Hint})");
        }

        return default!;
    }

    private void Add(JToken token, string tokenKey, string what)
    {
        IJsonLineInfo place = token;
        problems.Add(new RecipeProblem(place.LineNumber, place.LinePosition, tokenKey, what));
    }

    private string KeyOf(string name) => key.Length == 0 ? name : $"{key}.{name}";

    private static string NotEmpty(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new FormatException("a text is needed") : text;

    private static string NameOf(JTokenType type) =>
        type switch
        {
            JTokenType.String => "a text",
            JTokenType.Array => "a list",
            JTokenType.Object => "an object",
            JTokenType.Integer => "a whole number",
            JTokenType.Boolean => "true or false",
            JTokenType.Null => "null",
            _ => $"a {type.ToString().ToLowerInvariant()}",
        };
}
