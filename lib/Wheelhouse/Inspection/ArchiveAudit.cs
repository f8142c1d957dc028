using System.Globalization;
using Wheelhouse.Wheels;
using Wheelhouse.Wheels.Zip;

namespace Wheelhouse.Inspection;

/// <summary>Holds what stands before and behind each member's bytes against the central directory.</summary>
internal static class ArchiveAudit
{
    /// <summary>Reads the local header of every member.</summary>
    /// <returns>The members whose bytes can be read, in the order of the directory.</returns>
    public static IReadOnlyList<WheelMember> Check(WheelArchive archive, FindingList findings)
    {
        var readable = new List<WheelMember>(archive.Members.Count);
        var described = 0;
        foreach (var member in archive.Members)
        {
            try
            {
                var header = ZipLocalHeader.Read(archive.Input, member);
                readable.Add(member);
                described += header.IsDescribed ? 1 : 0;
                if (header.End < member.Limit)
                {
                    findings.Error(
                        FindingKind.UnnamedBytes,
                        member.Name,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{member.Limit - header.End} bytes that follow it belong to no member"
                        )
                    );
                }
            }
            catch (WheelArchiveException error)
            {
                findings.Error(FindingKind.Archive, error);
            }

            if (member.IsSymbolicLink)
            {
                findings.Warn(
                    FindingKind.SymbolicLink,
                    member.Name,
                    "it is a symbolic link; installers write a file that holds the target's name"
                );
            }
        }

        if (described > 0)
        {
            findings.Warn(
                FindingKind.DataDescriptor,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{described} members have their sizes behind their bytes; readers that stream refuse some of these"
                )
            );
        }

        return readable;
    }
}
