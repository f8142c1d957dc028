using System.Text;

namespace Wheelhouse.Wheels;

/// <summary>The rule for symbolic links: a reader that makes them must not be led out of the wheel.</summary>
internal static class MemberLinks
{
    /// <summary>Bytes of the longest target that systems follow.</summary>
    private const int LongestTarget = 4096;

    /// <exception cref="UnsafeMemberException">A link leads out of the wheel.</exception>
    public static void RequireInside(WheelArchive archive)
    {
        foreach (var member in archive.Members.Where(member => member.IsSymbolicLink))
        {
            var target = Encoding.UTF8.GetString(archive.Read(member, LongestTarget));
            if (!IsInside(target, member.Name.AsSpan().Count('/')))
            {
                var what = $"it is a symbolic link that leads out of the wheel, to {OffendingText.Quote(target)}";
                throw new UnsafeMemberException(what, archive.Path, member.Name);
            }
        }
    }

    /// <summary>
    /// No folder of a link is a link itself, so <c>..</c> at the beginning climbs as many folders as are written. Behind a
    /// name it could climb from where another link leads.
    /// </summary>
    private static bool IsInside(string target, int depth)
    {
        var parts = target.Split('/');
        var climbed = parts.TakeWhile(part => part == "..").Count();
        return climbed <= depth
            && !target.AsSpan().ContainsAny('\\', ':', '\0')
            && parts[0].Length > 0
            && !parts.Skip(climbed).Contains("..");
    }
}
