namespace Wheelhouse.Wheels;

/// <summary>Takes typed values out of headers, and gathers what is wrong with them instead of ending at the first fault.</summary>
internal sealed class MetadataReader(IReadOnlyList<MetadataField> fields, List<string> problems)
{
    public void Report(string problem) => problems.Add(problem);

    /// <summary>The value of a header that comes once; null where it is missing or wrong, which is then a problem.</summary>
    public T? Single<T>(string name, bool isRequired, Func<string, T> parse)
        where T : class
    {
        var found = fields.Where(field => field.Is(name)).ToList();
        if (found.Count == 0 && isRequired)
        {
            problems.Add($"there is no {name}");
        }

        if (found.Count > 1)
        {
            problems.Add($"line {found[1].Line} is a second {name}");
        }

        return found.Count == 0 ? null : Parse(found[0], parse);
    }

    /// <summary>The values of a header that may come often, each with the header.</summary>
    public IReadOnlyList<(MetadataField Field, T Value)> All<T>(string name, Func<string, T> parse)
        where T : class =>
        [
            .. fields
                .Where(field => field.Is(name))
                .Select(field => (Field: field, Value: Parse(field, parse)))
                .Where(pair => pair.Value is not null)
                .Select(pair => (pair.Field, pair.Value!)),
        ];

    private T? Parse<T>(MetadataField field, Func<string, T> parse)
        where T : class
    {
        try
        {
            return parse(field.Value);
        }
        catch (WheelhouseException fault)
        {
            problems.Add($"line {field.Line}, {field.Name}: {fault.What}");
            return null;
        }
    }
}
