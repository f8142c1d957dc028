using System.Diagnostics.CodeAnalysis;

namespace Wheelhouse.Versions;

/// <summary>Conditions on a version that must all hold, such as <c>&gt;=2.9,&lt;3</c>; none at all lets every version in.</summary>
/// <remarks>
/// Order and repetition do not count for equality. See
/// <see href="https://packaging.python.org/en/latest/specifications/version-specifiers/#version-specifiers">the standard</see>.
/// </remarks>
public sealed class SpecifierSet : IEquatable<SpecifierSet>
{
    private SpecifierSet(IReadOnlyList<Specifier> specifiers) => Specifiers = specifiers;

    /// <summary>The set without a condition.</summary>
    public static SpecifierSet Empty { get; } = new([]);

    /// <summary>The conditions in the order written.</summary>
    public IReadOnlyList<Specifier> Specifiers { get; }

    /// <summary>Whether one of them names a pre-release and so lets them in where they are otherwise only a last resort.</summary>
    public bool NamesPrerelease => Specifiers.Any(specifier => specifier.NamesPrerelease);

    /// <summary>Whether one of them pins a version: <c>===</c>, or <c>==</c> without a <c>.*</c>.</summary>
    public bool IsPin =>
        Specifiers.Any(specifier =>
            specifier.Operator == "==="
            || (specifier.Operator == "==" && !specifier.Version.EndsWith(".*", StringComparison.Ordinal))
        );

    /// <summary>Reads specifiers between commas.</summary>
    /// <param name="text">Such as <c>&gt;=2.9, &lt;3</c>; empty pieces between commas do not count.</param>
    /// <exception cref="InvalidSpecifierException">One of the pieces is no specifier.</exception>
    public static SpecifierSet Parse(string text)
    {
        if (TryRead(text, out var set, out var fault))
        {
            return set;
        }

        throw new InvalidSpecifierException(text, fault);
    }

    /// <summary>Reads specifiers between commas, or says that one of the pieces is none.</summary>
    /// <param name="text">The specifiers as written.</param>
    /// <param name="set">The set, where all of them are specifiers.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SpecifierSet? set)
    {
        set = null;
        return text is not null && TryRead(text, out set, out _);
    }

    /// <summary>Whether the version meets every condition.</summary>
    /// <param name="version">The version; <c>===</c> compares its <see cref="PythonVersion.Text"/>.</param>
    /// <param name="allowPrereleases">False keeps pre-releases out; a single version stands alone, so null lets them in.</param>
    public bool Contains(PythonVersion version, bool? allowPrereleases = null)
    {
        if (allowPrereleases == false && version.IsPrerelease)
        {
            return false;
        }

        foreach (var specifier in Specifiers)
        {
            if (!specifier.Contains(version))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(SpecifierSet? other) => other is not null && Specifiers.ToHashSet().SetEquals(other.Specifiers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecifierSet);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Specifiers.Distinct().Aggregate(0, (hash, specifier) => hash ^ specifier.GetHashCode());

    /// <summary>The conditions between commas, each once, in ordinal order.</summary>
    public override string ToString() =>
        string.Join(',', Specifiers.OrderBy(specifier => specifier.ToString(), StringComparer.Ordinal).Distinct());

    internal static SpecifierSet Of(IReadOnlyList<Specifier> specifiers) =>
        specifiers.Count == 0 ? Empty : new(specifiers);

    private static bool TryRead(
        string text,
        [NotNullWhen(true)] out SpecifierSet? set,
        [NotNullWhen(false)] out string? fault
    )
    {
        (set, fault) = (null, null);
        var specifiers = new List<Specifier>();
        foreach (var range in text.AsSpan().Split(','))
        {
            var piece = PythonWhitespace.Trim(text.AsSpan(range));
            if (piece.IsEmpty)
            {
                continue;
            }

            if (Specifier.Read(piece) is not { } specifier)
            {
                fault = piece.ToString();
                return false;
            }

            specifiers.Add(specifier);
        }

        set = Of(specifiers);
        return true;
    }
}
