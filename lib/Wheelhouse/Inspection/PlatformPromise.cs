using Wheelhouse.Tags;
using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>What the platform tags of a file name promise together: each of them must hold, so the strictest counts.</summary>
internal sealed class PlatformPromise
{
    public PlatformPromise(IEnumerable<WheelTag> tags)
    {
        Platforms = [.. tags.Select(tag => tag.Platform).Distinct()];
        foreach (var platform in Platforms)
        {
            if (platform == "any")
            {
                IsAny = true;
            }
            else if (TargetPlatform.TryParse(platform, out var target))
            {
                Machines.Add(target.Machine);
                IsMusl |= target.Family == "musllinux";
                IsPlain |= target.Family == "linux";
                if (target.Family == "manylinux" && (Glibc is null || target.Minor < Glibc.Minor))
                {
                    Glibc = new Version(target.Major, target.Minor);
                    GlibcPlatform = platform;
                }
            }
        }
    }

    public IReadOnlyList<string> Platforms { get; }

    /// <summary>The machines of the tags that are for Linux or Windows.</summary>
    public HashSet<string> Machines { get; } = [];

    /// <summary>Whether a tag fits every machine.</summary>
    public bool IsAny { get; }

    /// <summary>Whether a tag is for musl in place of glibc.</summary>
    public bool IsMusl { get; }

    /// <summary>Whether a tag says Linux, and nothing of the C library.</summary>
    public bool IsPlain { get; }

    /// <summary>The oldest glibc that a tag says is enough, or null where none names one.</summary>
    public Version? Glibc { get; }

    /// <summary>The tag that <see cref="Glibc"/> is from.</summary>
    public string? GlibcPlatform { get; }

    /// <summary>Whether the wheel promises to find nothing on Linux but what a policy names.</summary>
    public bool IsPolicy => Glibc is not null || IsMusl;

    /// <summary>Whether a machine is one of the tags'; those of 32-bit ARM and x86 have several names.</summary>
    public bool Includes(string machine) =>
        machine switch
        {
            "armv7l" => Machines.Any(one => one.StartsWith("armv", StringComparison.Ordinal)),
            "i686" => Machines.Overlaps(["i386", "i486", "i586", "i686"]),
            _ => Machines.Contains(machine),
        };

    public override string ToString() => MemberNames.Shown(string.Join('.', Platforms));
}
