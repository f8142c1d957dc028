namespace Wheelhouse.Watching;

/// <summary>A part of an HTML page: text, or a tag.</summary>
/// <param name="Name">The tag's name in small letters; empty for text.</param>
/// <param name="IsEnd">Whether the tag ends an element.</param>
/// <param name="Text">The text as it is written, character references and all.</param>
/// <param name="Attributes">The tag's attributes by name in small letters, decoded.</param>
internal sealed record HtmlToken(string Name, bool IsEnd, string Text, IReadOnlyDictionary<string, string> Attributes);
