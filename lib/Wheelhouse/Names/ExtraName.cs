using System.Diagnostics.CodeAnalysis;

namespace Wheelhouse.Names;

/// <summary>The name of an extra in <see href="https://peps.python.org/pep-0685/">PEP 685</see> normal form: two spellings of one extra are equal.</summary>
public sealed record ExtraName : IComparable<ExtraName>
{
    private ExtraName(string value) => Value = value;

    /// <summary>The name in PEP 503 normal form: lower case, every run of <c>-</c>, <c>_</c> and <c>.</c> one <c>-</c>.</summary>
    public string Value { get; }

    /// <summary>Reads a name in any spelling.</summary>
    /// <param name="text">ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, with a letter or digit at either end.</param>
    /// <exception cref="InvalidExtraNameException">The text is no extra name.</exception>
    public static ExtraName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new InvalidExtraNameException(text);

    /// <summary>Reads a name in any spelling, or says that the text is none.</summary>
    /// <param name="text">The name as written.</param>
    /// <param name="name">The name, where the text is one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ExtraName? name)
    {
        name = text is not null && NormalForm.IsName(text) ? new ExtraName(NormalForm.Of(text)) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(ExtraName? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>Whether the left name comes first, in ordinal order.</summary>
    public static bool operator <(ExtraName? left, ExtraName? right) => Compare(left, right) < 0;

    /// <summary>Whether the left name comes first or both are one.</summary>
    public static bool operator <=(ExtraName? left, ExtraName? right) => Compare(left, right) <= 0;

    /// <summary>Whether the right name comes first, in ordinal order.</summary>
    public static bool operator >(ExtraName? left, ExtraName? right) => Compare(left, right) > 0;

    /// <summary>Whether the right name comes first or both are one.</summary>
    public static bool operator >=(ExtraName? left, ExtraName? right) => Compare(left, right) >= 0;

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    /// <summary>The normal form of a text that its own grammar allows where this one does not ask as much.</summary>
    internal static ExtraName Normalize(string text) => new(NormalForm.Of(text));

    private static int Compare(ExtraName? left, ExtraName? right) => string.CompareOrdinal(left?.Value, right?.Value);
}
