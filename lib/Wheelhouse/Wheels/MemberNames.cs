using System.Text;
using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Wheels;

/// <summary>The rules that a member's name follows, so that installing it writes inside its folder and over nothing else.</summary>
internal static class MemberNames
{
    /// <summary>Characters of the longest name, parts of the deepest: ten times what wheels have, and little to check.</summary>
    private const int LongestName = 1024;
    private const int DeepestName = 64;

    /// <summary>Characters of the longest name that a message quotes whole: a hostile one can have 65,535.</summary>
    private const int LongestShown = 200;

    private static readonly UTF8Encoding strictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Decodes and checks the name of one member.</summary>
    public static string Decode(ZipCentralEntry entry, string wheel)
    {
        var name = DecodeText(entry, wheel);
        var fault = FaultOf(name);
        if (fault is not null)
        {
            throw new UnsafeMemberException($"its name {fault}", wheel, name);
        }

        // The field holds a version byte and the name's CRC before the name.
        if (
            ZipExtra.TryFind(entry.Extra, ZipFormat.UnicodePathExtraId, out var second)
            && second is { } path
            && (path.Length < 5 || !path.Span[5..].SequenceEqual(entry.Name.Span))
        )
        {
            throw new UnsafeMemberException("it has a second, different name in an extra field", wheel, name);
        }

        return name;
    }

    /// <summary>Checks that no two members meet on a disk, whether or not it tells upper from lower case.</summary>
    public static void RequireDistinct(IReadOnlyList<WheelMember> members, string wheel)
    {
        var names = new Dictionary<string, WheelMember>(members.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
        {
            if (!names.TryAdd(member.Name.TrimEnd('/'), member))
            {
                var first = names[member.Name.TrimEnd('/')];
                var what = first.Name == member.Name ? "comes twice" : $"meets '{first}' where case does not count";
                throw new UnsafeMemberException($"its name {what}", wheel, member.Name);
            }
        }

        var byText = names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var member in members)
        {
            var folder = member.Name.AsSpan().TrimEnd('/');
            for (var slash = folder.LastIndexOf('/'); slash >= 0; slash = folder.LastIndexOf('/'))
            {
                folder = folder[..slash];
                if (byText.TryGetValue(folder, out var file) && !file.IsDirectory)
                {
                    throw new UnsafeMemberException(
                        $"its folder is another member, the file '{file}'",
                        wheel,
                        member.Name
                    );
                }
            }
        }
    }

    /// <summary>A name that can be shown in one line of a log, whatever it holds.</summary>
    public static string Shown(string name)
    {
        var text = name.Length > LongestShown ? string.Concat(name.AsSpan(0, LongestShown), "...") : name;
        return string.Concat(text.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()));
    }

    private static string DecodeText(ZipCentralEntry entry, string wheel)
    {
        try
        {
            var name = strictUtf8.GetString(entry.Name.Span);
            return (entry.Flags & ZipFormat.Utf8Flag) != 0 || Ascii.IsValid(name)
                ? name
                : throw new UnsafeMemberException("its name is neither ASCII nor marked as UTF-8", wheel, name);
        }
        catch (DecoderFallbackException cause)
        {
            var shown = Encoding.UTF8.GetString(entry.Name.Span);
            throw new UnsafeMemberException("its name is not UTF-8", wheel, shown, cause);
        }
    }

    private static string? FaultOf(string name)
    {
        if (name.Length is 0 or > LongestName)
        {
            return name.Length == 0 ? "is empty" : $"is longer than {LongestName} characters";
        }

        if (name.Any(char.IsControl))
        {
            return "holds a control character";
        }

        if (name.Contains('\\', StringComparison.Ordinal))
        {
            return "holds a backslash";
        }

        if (name[0] == '/' || (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])))
        {
            return "is an absolute path";
        }

        var parts = (name.EndsWith('/') ? name[..^1] : name).Split('/');
        if (parts.Any(part => part is "" or "." or ".."))
        {
            return "holds an empty part, '.' or '..'";
        }

        return parts.Length > DeepestName ? $"lies more than {DeepestName} folders deep" : null;
    }
}
