using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Wheelhouse.Versions;

/// <summary>
/// A version of a Python project, as <see href="https://packaging.python.org/en/latest/specifications/version-specifiers/">PEP 440</see>
/// writes, normalises and orders them.
/// </summary>
/// <remarks>
/// Two spellings of one version are equal (<c>1.0</c>, <c>v1</c>, <c>1.0.0</c>), whatever <see cref="Text"/> and
/// <see cref="ToString"/> say: the latter keeps the release's trailing zeros.
/// </remarks>
public sealed partial class PythonVersion
{
    private readonly BigInteger[] release;
    private string? normalized;

    private PythonVersion(string? text, BigInteger epoch, BigInteger[] release, Suffix suffix)
    {
        this.release = release;
        Epoch = epoch;
        Pre = suffix.Pre;
        Post = suffix.Post;
        Dev = suffix.Dev;
        Local = suffix.Local;
        Text = text ?? ToString();
    }

    /// <summary>The number before <c>!</c>; 0 where there is none.</summary>
    public BigInteger Epoch { get; }

    /// <summary>The numbers between dots, one at least, trailing zeros kept.</summary>
    public IReadOnlyList<BigInteger> Release => release;

    /// <summary>The segment <c>aN</c>, <c>bN</c> or <c>rcN</c>, or null.</summary>
    public PreRelease? Pre { get; }

    /// <summary>The number after <c>.post</c>, or null.</summary>
    public BigInteger? Post { get; }

    /// <summary>The number after <c>.dev</c>, or null.</summary>
    public BigInteger? Dev { get; }

    /// <summary>The label after <c>+</c> in normal form, or null.</summary>
    public string? Local { get; }

    /// <summary>
    /// The text this was read from, white space included; the normal form where it was not read. Only the specifier
    /// <c>===</c>, which compares texts, looks at it.
    /// </summary>
    public string Text { get; }

    /// <summary>Whether this comes before a final release: it has an <c>a</c>, <c>b</c>, <c>rc</c> or <c>dev</c> segment.</summary>
    public bool IsPrerelease => Pre is not null || Dev is not null;

    /// <summary>Whether it has a <c>post</c> segment.</summary>
    public bool IsPostrelease => Post is not null;

    /// <summary>Whether it has a <c>dev</c> segment.</summary>
    public bool IsDevrelease => Dev is not null;

    /// <summary>The version without its local label.</summary>
    public PythonVersion Public => Local is null ? Normalized : new(null, Epoch, release, new(Pre, Post, Dev, null));

    /// <summary>Epoch and release alone.</summary>
    public PythonVersion BaseVersion => new(null, Epoch, release, default);

    /// <summary>The same version with the normal form as its <see cref="Text"/>.</summary>
    public PythonVersion Normalized =>
        Text == ToString() ? this : new(null, Epoch, release, new(Pre, Post, Dev, Local));

    /// <summary>Reads a version in any spelling that the standard allows, white space around it included.</summary>
    /// <param name="text">Such as <c>2.9.0a0+git1c57644</c>.</param>
    /// <exception cref="InvalidVersionException">The text is no version.</exception>
    public static PythonVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new InvalidVersionException(text);

    /// <summary>Reads a version, or says that the text is none.</summary>
    /// <param name="text">The version as written.</param>
    /// <param name="version">The version, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PythonVersion? version)
    {
        version = null;
        if (text is null)
        {
            return false;
        }

        var span = text.AsSpan();
        return VersionGrammar.TryMatch(span, PythonWhitespace.Skip(span, 0), out var segments)
            && PythonWhitespace.Skip(span, segments.End) == span.Length
            && TryBuild(text, segments, out version);
    }

    /// <summary>The normal form, such as <c>1!2.0rc1.post2.dev3+ubuntu.1</c>.</summary>
    public override string ToString() => normalized ??= Format();

    /// <summary>The smallest version of the release whose last number is one higher: <c>1.2</c> gives <c>1.3.dev0</c>.</summary>
    internal PythonVersion NextPrefix(int releaseCount)
    {
        var next = release[..releaseCount];
        next[^1]++;
        return new(null, Epoch, next, new(null, null, BigInteger.Zero, null));
    }

    /// <summary>The same version with other post and dev segments and without a local label.</summary>
    internal PythonVersion WithSuffix(BigInteger? post, BigInteger? dev) =>
        new(null, Epoch, release, new(Pre, post, dev, null));

    /// <summary>The same version with the shortest release.</summary>
    internal PythonVersion WithoutTrailingZeros() =>
        new(null, Epoch, release[..Math.Max(1, SignificantNumbers)], new(Pre, Post, Dev, Local));

    private static bool TryBuild(string text, in VersionSegments segments, out PythonVersion? version)
    {
        version = null;
        var span = text.AsSpan();
        if (
            !VersionNumber.TryParse(span[segments.Epoch], out var epoch)
            || !TryParseRelease(span[segments.Release], segments.ReleaseCount, out var release)
        )
        {
            return false;
        }

        if (segments.IsReleaseOnly)
        {
            version = new(text, epoch, release, default) { normalized = IsNormalRelease(text) ? text : null };
            return true;
        }

        if (
            !VersionNumber.TryParse(span[segments.Pre], out var pre)
            || !VersionNumber.TryParse(span[segments.Post], out var post)
            || !VersionNumber.TryParse(span[segments.Dev], out var dev)
        )
        {
            return false;
        }

        var suffix = new Suffix(
            segments.PrePhase is { } phase ? new PreRelease(phase, pre) : null,
            segments.HasPost ? post : null,
            segments.HasDev ? dev : null,
            segments.Local is { } local ? LocalLabel.Normalize(span[local]) : null
        );
        version = new(text, epoch, release, suffix);
        return true;
    }

    // Most versions are written in normal form, and then need no second text. With digits and dots alone, zeros in front are
    // all that it would change.
    private static bool IsNormalRelease(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var isZeroInFront =
                text[index] == '0'
                && (index == 0 || text[index - 1] == '.')
                && index + 1 < text.Length
                && text[index + 1] != '.';
            if (isZeroInFront || !(char.IsAsciiDigit(text[index]) || text[index] == '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryParseRelease(ReadOnlySpan<char> text, int count, out BigInteger[] release)
    {
        release = new BigInteger[count];
        for (var index = 0; index < count; index++)
        {
            var length = text.IndexOf('.');
            if (!VersionNumber.TryParse(length < 0 ? text : text[..length], out release[index]))
            {
                return false;
            }

            text = text[(length + 1)..];
        }

        return true;
    }

    /// <summary>Everything after the release.</summary>
    private readonly record struct Suffix(PreRelease? Pre, BigInteger? Post, BigInteger? Dev, string? Local);
}
