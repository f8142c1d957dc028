namespace Wheelhouse.Watching;

/// <summary>A link of an HTML page.</summary>
/// <param name="Text">The text that people see, blanks around it left out.</param>
/// <param name="Attributes">By name in small letters; one without a value is empty.</param>
internal sealed record HtmlLink(string Text, IReadOnlyDictionary<string, string> Attributes)
{
    public string? Find(string name) => Attributes.GetValueOrDefault(name);
}
