using System.Diagnostics.CodeAnalysis;
using Wheelhouse.Names;

namespace Wheelhouse.Requirements;

/// <summary>
/// A condition on the environment, such as <c>python_version &gt;= "3.10" and extra == "dev"</c>; see
/// <see href="https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers">the standard</see>.
/// </summary>
/// <remarks>Equal are those with one normal form; meaning is not compared.</remarks>
public sealed class Marker : IEquatable<Marker>
{
    private readonly MarkerNode root;
    private readonly string text;

    private Marker(MarkerNode root)
    {
        this.root = root;
        text = root.Format(isInner: false);
    }

    /// <summary>Reads a marker.</summary>
    /// <param name="text">The marker as written.</param>
    /// <exception cref="InvalidMarkerException">The text is no marker, or nests brackets deeper than any needs.</exception>
    public static Marker Parse(string text)
    {
        SyntaxFault? fault = null;
        return text is not null && (fault = Read(text, out var marker)) is null
            ? marker!
            : throw new InvalidMarkerException(text, fault);
    }

    /// <summary>Reads a marker, or says that the text is none.</summary>
    /// <param name="text">The marker as written.</param>
    /// <param name="marker">The marker, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Marker? marker)
    {
        marker = null;
        return text is not null && Read(text, out marker) is null && marker is not null;
    }

    /// <summary>Whether the condition holds.</summary>
    /// <param name="environment">The values of the variables.</param>
    /// <param name="extra">The extra asked for, in any spelling; empty for none.</param>
    /// <exception cref="UndefinedComparisonException">A comparison has no meaning, wherever in the marker it stands.</exception>
    /// <exception cref="UndefinedMarkerVariableException">The environment lacks a variable.</exception>
    public bool Evaluate(MarkerEnvironment environment, string extra = "") =>
        root.Evaluate(environment, NormalForm.Of(extra));

    /// <inheritdoc/>
    public bool Equals(Marker? other) => text == other?.text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Marker);

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The normal form: single blanks, double quotes, no bracket that says nothing, today's names of variables.</summary>
    public override string ToString() => text;

    /// <summary>Reads the marker that begins at the cursor, as far as it goes.</summary>
    internal static SyntaxFault? Read(ref TextCursor cursor, out Marker? marker)
    {
        var fault = MarkerGrammar.Read(ref cursor, out var root);
        marker = fault is null ? new(root!) : null;
        return fault;
    }

    private static SyntaxFault? Read(string text, out Marker? marker)
    {
        var cursor = new TextCursor(text);
        return Read(ref cursor, out marker)
            ?? (cursor.IsAtEnd ? null : new("'and', 'or' or the end is expected", cursor.Position));
    }
}
