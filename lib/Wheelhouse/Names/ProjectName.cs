using System.Diagnostics.CodeAnalysis;

namespace Wheelhouse.Names;

/// <summary>A project name in <see href="https://packaging.python.org/en/latest/specifications/name-normalization/">PEP 503</see> normal form: two spellings of one project are equal.</summary>
public sealed record ProjectName : IComparable<ProjectName>
{
    private ProjectName(string value) => Value = value;

    /// <summary>The name in PEP 503 normal form: lower case, every run of <c>-</c>, <c>_</c> and <c>.</c> one <c>-</c>.</summary>
    public string Value { get; }

    /// <summary>Reads a name in any spelling.</summary>
    /// <param name="text">ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, with a letter or digit at either end.</param>
    /// <exception cref="InvalidProjectNameException">The text is no project name.</exception>
    public static ProjectName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new InvalidProjectNameException(text);

    /// <summary>Reads a name in any spelling, or says that the text is none.</summary>
    /// <param name="text">The name as written.</param>
    /// <param name="name">The name, where the text is one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ProjectName? name)
    {
        name = text is not null && NormalForm.IsName(text) ? new ProjectName(NormalForm.Of(text)) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(ProjectName? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>Whether the left name comes first, in ordinal order.</summary>
    public static bool operator <(ProjectName? left, ProjectName? right) => Compare(left, right) < 0;

    /// <summary>Whether the left name comes first or both are one.</summary>
    public static bool operator <=(ProjectName? left, ProjectName? right) => Compare(left, right) <= 0;

    /// <summary>Whether the right name comes first, in ordinal order.</summary>
    public static bool operator >(ProjectName? left, ProjectName? right) => Compare(left, right) > 0;

    /// <summary>Whether the right name comes first or both are one.</summary>
    public static bool operator >=(ProjectName? left, ProjectName? right) => Compare(left, right) >= 0;

    /// <summary>The normal form.</summary>
    public override string ToString() => Value;

    /// <summary>The normal form of a text that its own grammar allows where this one does not ask as much.</summary>
    internal static ProjectName Normalize(string text) => new(NormalForm.Of(text));

    private static int Compare(ProjectName? left, ProjectName? right) =>
        string.CompareOrdinal(left?.Value, right?.Value);
}
