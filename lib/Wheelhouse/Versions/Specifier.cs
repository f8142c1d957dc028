using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Wheelhouse.Names;

namespace Wheelhouse.Versions;

/// <summary>One condition on a version, such as <c>&gt;=2.9</c>: an operator and a version.</summary>
/// <remarks>
/// Equal are those that mean the same (<c>==1.0</c> and <c>==1</c>); <see cref="ToString"/> keeps the version as written.
/// See <see href="https://packaging.python.org/en/latest/specifications/version-specifiers/#version-specifiers">the standard</see>.
/// </remarks>
public sealed class Specifier : IEquatable<Specifier>
{
    private const string AnySuffix = ".*";

    /// <summary>The version compared with; null for <c>===</c> where it is none.</summary>
    private readonly PythonVersion? operand;

    /// <summary>The version at which a range begins or ends where that is not <see cref="operand"/> itself.</summary>
    private readonly PythonVersion? limit;
    private readonly bool isPrefix;

    private Specifier(string @operator, string version, PythonVersion? operand, bool isPrefix)
    {
        Operator = @operator;
        Version = version;
        this.operand = operand;
        this.isPrefix = isPrefix;
        limit = LimitOf(@operator, operand, isPrefix);
    }

    /// <summary>One of <c>== != &lt;= &gt;= &lt; &gt; ~= ===</c>.</summary>
    public string Operator { get; }

    /// <summary>The version as written, <c>.*</c> included.</summary>
    public string Version { get; }

    /// <summary>Whether it names a pre-release and so lets them in where they are otherwise only a last resort.</summary>
    public bool NamesPrerelease => Operator != "!=" && !isPrefix && operand is { IsPrerelease: true };

    /// <summary>Reads one specifier.</summary>
    /// <param name="text">Such as <c>~=2.9.0</c>; white space around it and after the operator does not count.</param>
    /// <exception cref="InvalidSpecifierException">The text is no specifier.</exception>
    public static Specifier Parse(string text) =>
        TryParse(text, out var specifier) ? specifier : throw new InvalidSpecifierException(text, text);

    /// <summary>Reads one specifier, or says that the text is none.</summary>
    /// <param name="text">The specifier as written.</param>
    /// <param name="specifier">The specifier, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Specifier? specifier)
    {
        specifier = text is null ? null : Read(PythonWhitespace.Trim(text));
        return specifier is not null;
    }

    /// <summary>Whether the version meets the condition.</summary>
    /// <param name="version">The version; <c>===</c> compares its <see cref="PythonVersion.Text"/>.</param>
    /// <param name="allowPrereleases">False keeps pre-releases out; a single version stands alone, so null lets them in.</param>
    public bool Contains(PythonVersion version, bool? allowPrereleases = null) =>
        (allowPrereleases != false || !version.IsPrerelease) && Matches(version);

    /// <inheritdoc/>
    public bool Equals(Specifier? other) =>
        other is not null && Operator == other.Operator && CanonicalVersion == other.CanonicalVersion;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Specifier);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operator, CanonicalVersion);

    /// <summary>Operator and version without white space between them.</summary>
    public override string ToString() => Operator + Version;

    /// <summary>
    /// Whether <c>===</c> takes this text, which need be no version. Both are lowered and not compared by upper case: that
    /// is what Python does, and for letters such as the Kelvin sign it is not the same.
    /// </summary>
    internal bool MatchesText(string text) => NormalForm.Lower(Version) == NormalForm.Lower(text);

    /// <summary>Reads the specifier that the whole text is, or null.</summary>
    internal static Specifier? Read(ReadOnlySpan<char> text)
    {
        if (!SpecifierGrammar.TryMatch(text, 0, out var @operator, out var range) || range.End.Value != text.Length)
        {
            return null;
        }

        var version = text[range].ToString();
        if (@operator == "===")
        {
            return new(@operator, version, PythonVersion.TryParse(version, out var named) ? named : null, false);
        }

        var isPrefix = version.EndsWith(AnySuffix, StringComparison.Ordinal);
        return PythonVersion.TryParse(isPrefix ? version[..^AnySuffix.Length] : version, out var operand)
            ? new(@operator, version, operand, isPrefix)
            : null;
    }

    /// <summary>The version without what does not change the meaning.</summary>
    private string CanonicalVersion =>
        Operator == "===" || isPrefix ? Version
        : Operator == "~=" ? operand!.ToString()
        : operand!.WithoutTrailingZeros().ToString();

    /// <summary>
    /// Where ranges end: <c>==1.2.*</c> and <c>~=1.2.3</c> before <c>1.3.dev0</c>; <c>&lt;1.2</c> before <c>1.2.dev0</c>,
    /// for it does not let in the pre-releases of what it excludes; and where <c>&gt;</c> begins after a dev or post
    /// segment, which is at the next one.
    /// </summary>
    private static PythonVersion? LimitOf(string @operator, PythonVersion? operand, bool isPrefix) =>
        (@operator, operand) switch
        {
            (_, null) or ("===", _) => null,
            (_, _) when isPrefix => operand.NextPrefix(operand.Release.Count),
            ("~=", _) => operand.NextPrefix(operand.Release.Count - 1),
            ("<", { IsPrerelease: false }) => operand.WithSuffix(operand.Post, BigInteger.Zero),
            ("<", _) => operand,
            (">", { Dev: { } dev }) => operand.WithSuffix(operand.Post, dev + 1),
            (">", { Post: { } post }) => operand.WithSuffix(post + 1, BigInteger.Zero),
            _ => null,
        };

    private bool Matches(PythonVersion version) =>
        Operator switch
        {
            "===" => MatchesText(version.Text),
            "==" => IsEqual(version),
            "!=" => !IsEqual(version),
            ">=" => version >= operand!,
            // A local label makes a version greater, yet not greater than its public version's own limit.
            "<=" => version.ComparePublic(operand!) <= 0,
            "<" => version < limit!,
            "~=" => version >= operand! && version < limit!,
            _ => limit is null ? IsAfterPosts(version) : version >= limit,
        };

    private bool IsEqual(PythonVersion version) =>
        isPrefix ? version.CompareRelease(operand!) >= 0 && version < limit!
        : operand!.Local is null ? version.ComparePublic(operand) == 0
        : version == operand;

    /// <summary>Later than the operand, and neither it with a local label nor one of its post-releases.</summary>
    private bool IsAfterPosts(PythonVersion version) =>
        version > operand! && (version.CompareRelease(operand!) != 0 || version.Pre != operand!.Pre);
}
