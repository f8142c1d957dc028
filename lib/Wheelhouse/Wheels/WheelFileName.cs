using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Wheelhouse.Names;
using Wheelhouse.Tags;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>
/// The file name of a wheel; see
/// <see href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/#file-name-convention">the standard</see>.
/// </summary>
/// <remarks>
/// ABI and platform tags may hold any character but a dash, a slash too, as in the reference: a name from elsewhere is
/// checked before it becomes a path. Equal are those with one text.
/// </remarks>
public sealed record WheelFileName
{
    private const string Extension = ".whl";

    private readonly string text;

    private WheelFileName(
        string nameText,
        PythonVersion version,
        string versionText,
        string? build,
        string tagText,
        IReadOnlyList<WheelTag> tags
    )
    {
        NameText = nameText;
        Project = ProjectName.Normalize(nameText);
        Version = version;
        VersionText = versionText;
        Build = build;
        TagText = tagText;
        Tags = tags;
        text = $"{nameText}-{versionText}-{(build is null ? "" : $"{build}-")}{tagText}{Extension}";
    }

    /// <summary>The project.</summary>
    public ProjectName Project { get; }

    /// <summary>The project's name as written, without dashes.</summary>
    public string NameText { get; }

    /// <summary>The version.</summary>
    public PythonVersion Version { get; }

    /// <summary>The version as written.</summary>
    public string VersionText { get; }

    /// <summary>The build tag as written, which begins with a digit; null where there is none.</summary>
    public string? Build { get; }

    /// <summary>The tags as written, such as <c>py2.py3-none-any</c>.</summary>
    public string TagText { get; }

    /// <summary>Every tag that <see cref="TagText"/> stands for, once.</summary>
    public IReadOnlyList<WheelTag> Tags { get; }

    /// <summary>Reads a file name.</summary>
    /// <param name="text">The name alone, without folders.</param>
    /// <exception cref="InvalidWheelFileNameException">The text is no file name of a wheel.</exception>
    public static WheelFileName Parse(string text) =>
        TryRead(text, out var fileName, out var reason)
            ? fileName
            : throw new InvalidWheelFileNameException(text, reason);

    /// <summary>Reads a file name, or says that the text is none of a wheel.</summary>
    /// <param name="text">The name alone, without folders.</param>
    /// <param name="fileName">The file name, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WheelFileName? fileName)
    {
        fileName = null;
        return text is not null && TryRead(text, out fileName, out _);
    }

    /// <summary>The same file name with another version in normal form; all else stays as written.</summary>
    /// <param name="version">The new version.</param>
    public WheelFileName WithVersion(PythonVersion version) =>
        new(NameText, version.Normalized, version.ToString(), Build, TagText, Tags);

    /// <summary>The same file name for another platform; all else stays as written.</summary>
    /// <param name="platform">The platform tag, such as <c>manylinux_2_35_x86_64</c>.</param>
    /// <exception cref="InvalidWheelTagException">It is no platform tag.</exception>
    public WheelFileName WithPlatform(string platform)
    {
        var tagText = $"{TagText[..TagText.LastIndexOf('-')]}-{platform}";
        return new(NameText, Version, VersionText, Build, tagText, WheelTag.ParseSet(tagText));
    }

    /// <inheritdoc/>
    public bool Equals(WheelFileName? other) => text == other?.text;

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The file name as text.</summary>
    public override string ToString() => text;

    private static bool TryRead(
        string text,
        [NotNullWhen(true)] out WheelFileName? fileName,
        [NotNullWhen(false)] out string? reason
    )
    {
        fileName = null;
        if (!text.EndsWith(Extension, StringComparison.Ordinal))
        {
            reason = "it does not end in .whl";
            return false;
        }

        var stem = text.AsSpan(0, text.Length - Extension.Length);
        var dashes = stem.Count('-');
        if (dashes is not (4 or 5))
        {
            reason = string.Create(
                CultureInfo.InvariantCulture,
                $"it has {dashes + 1} parts between dashes, not 5 or 6"
            );
            return false;
        }

        Span<Range> ranges = stackalloc Range[4];
        var pieces = ranges[..stem.Split(ranges[..(dashes - 1)], '-')];
        var name = stem[pieces[0]].ToString();
        var versionText = stem[pieces[1]].ToString();
        var build = dashes == 5 ? stem[pieces[2]].ToString() : null;
        if (!IsName(name))
        {
            reason = "the project's name holds other characters than letters, digits, single '_' and '.'";
            return false;
        }

        if (!PythonVersion.TryParse(versionText, out var version))
        {
            reason = $"{OffendingText.Quote(versionText)} is no version";
            return false;
        }

        if (build is not null && !IsBuild(build))
        {
            reason = $"the build tag {OffendingText.Quote(build)} does not begin with a number";
            return false;
        }

        var tagText = stem[pieces[^1]].ToString();
        if (!WheelTag.TryParseSet(tagText, out var tags))
        {
            reason = $"{OffendingText.Quote(tagText)} is no set of tags";
            return false;
        }

        fileName = new(name, version, versionText, build, tagText, tags);
        reason = null;
        return true;
    }

    /// <summary>Letters and digits of any script, as the reference allows, with <c>_</c> and <c>.</c> for what a name has else.</summary>
    private static bool IsName(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune) && !Rune.IsNumber(rune) && rune.Value is not ('_' or '.'))
            {
                return false;
            }
        }

        return name.Length > 0 && !name.Contains("__", StringComparison.Ordinal);
    }

    private static bool IsBuild(string build)
    {
        var digits = build.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return (digits < 0 ? build.Length : digits) is > 0 and <= VersionNumber.MostDigits;
    }
}
