using System.Text;

namespace Wheelhouse.Wheels;

/// <summary>Works out the members of one rewritten wheel: names, RECORD, embedded documents, order.</summary>
internal sealed class WheelEditor(WheelArchive archive, PlannedWheel plan, List<string> warnings)
{
    /// <summary>Bytes of the largest embedded document that is edited, and the most of them that a wheel has.</summary>
    private const int LargestSbom = 16 << 20;
    private const int MostSboms = 100;

    /// <summary>Bytes of the largest file looked at for the old version: such files are a few lines long.</summary>
    private const int LargestVersionFile = 1 << 16;

    private static readonly string[] versionFiles = ["version.py", "_version.py", "__version__.py", "__about__.py"];

    private readonly Dictionary<WheelMember, ReadOnlyMemory<byte>> contents = [];
    private readonly HashSet<string> foreignFolders = [];

    private bool IsRenamed => plan.Version != plan.OriginalVersion;

    /// <summary>The members that the new wheel has, in its order.</summary>
    public IReadOnlyList<MemberEdit> Edit()
    {
        MemberLinks.RequireInside(archive);
        var kept = archive.Members.Where(member => !IsSignature(member)).ToList();
        var names = kept.ToDictionary(member => member, NewName);
        contents[archive.Metadata] = plan.Metadata;
        if (!plan.FileName.Tags.SequenceEqual(plan.OriginalFileName.Tags))
        {
            var tags = archive.Read(archive.Wheel, WheelTagEditor.LargestFile);
            contents[archive.Wheel] = WheelTagEditor.Edit(tags, plan.FileName.Tags);
        }

        if (!plan.FileName.Equals(plan.OriginalFileName))
        {
            EditSboms(kept);
        }

        if (IsRenamed)
        {
            ReportOldVersions(kept);
        }

        contents[archive.Record] = EditRecord(kept, names).ToBytes();
        RequireDistinct(names);
        return
        [
            .. kept.OrderBy(member =>
                    member == archive.Record ? 2
                    : IsDistInfo(member) ? 1
                    : 0
                )
                .Select(member => new MemberEdit(member, names[member], ContentOf(member))),
        ];
    }

    /// <summary>The new bytes of a member, or null where the old ones are copied, which empty bytes are not.</summary>
    private ReadOnlyMemory<byte>? ContentOf(WheelMember member) =>
        contents.TryGetValue(member, out var content) ? content : default(ReadOnlyMemory<byte>?);

    private bool IsDistInfo(WheelMember member) => IsIn(member, archive.DistInfoFolder);

    private static bool IsIn(WheelMember member, string folder) =>
        member.Name.StartsWith(folder, StringComparison.Ordinal) && member.Name.AsSpan(folder.Length).StartsWith("/");

    /// <summary>Signatures of the RECORD cannot hold for another one.</summary>
    private bool IsSignature(WheelMember member) =>
        IsDistInfo(member) && member.Name[(archive.DistInfoFolder.Length + 1)..] is "RECORD.jws" or "RECORD.p7s";

    private string NewName(WheelMember member)
    {
        var folder = member.Name.Split('/')[0];
        var (project, old) = (plan.FileName.Project, plan.OriginalVersion);
        if (folder == archive.DistInfoFolder)
        {
            return WheelFolderName.Of(project, plan.Version, WheelFolderName.DistInfo) + member.Name[folder.Length..];
        }

        if (
            folder.EndsWith(WheelFolderName.Data, StringComparison.OrdinalIgnoreCase)
            && folder.Length < member.Name.Length
        )
        {
            if (WheelFolderName.IsOf(folder, project, old, WheelFolderName.Data))
            {
                return WheelFolderName.Of(project, plan.Version, WheelFolderName.Data) + member.Name[folder.Length..];
            }

            if (foreignFolders.Add(folder))
            {
                Warn($"the folder '{folder}' is not this wheel's data folder and keeps its name");
            }
        }

        return member.Name;
    }

    private void EditSboms(List<WheelMember> members)
    {
        var folder = $"{archive.DistInfoFolder}/sboms";
        var sboms = members.Where(member => IsIn(member, folder) && !member.IsDirectory).ToList();
        if (sboms.Count > MostSboms)
        {
            Warn($"{folder} holds {sboms.Count} documents, of which {MostSboms} are looked at");
        }

        foreach (var member in sboms.Take(MostSboms))
        {
            var fault = $"it is larger than {LargestSbom} bytes";
            var content =
                member.Size > LargestSbom
                    ? null
                    : SbomEditor.Edit(
                        archive.Read(member, LargestSbom),
                        plan.OriginalFileName,
                        plan.FileName,
                        out fault
                    );
            if (content is null && IsRenamed)
            {
                Warn($"{member} still says {plan.OriginalVersion}: {fault}");
            }
            else if (content is not null)
            {
                contents[member] = content;
            }
        }
    }

    private void ReportOldVersions(List<WheelMember> members)
    {
        var old = Encoding.UTF8.GetBytes(plan.OriginalVersion.ToString());
        foreach (var member in members.Where(member => member.Size is > 0 and <= LargestVersionFile))
        {
            var isVersionFile = versionFiles.Contains(member.Name[(member.Name.LastIndexOf('/') + 1)..]);
            if (isVersionFile && archive.Read(member, LargestVersionFile).AsSpan().IndexOf(old) >= 0)
            {
                Warn($"{member} still says {plan.OriginalVersion}");
            }
        }
    }

    private RecordFile EditRecord(List<WheelMember> members, Dictionary<WheelMember, string> names)
    {
        var old = RecordFile.Read(archive).Entries;
        var rest = members
            .Where(member => !member.IsDirectory && member != archive.Record)
            .ToDictionary(member => member.Name);
        var entries = new List<RecordEntry>(old.Count);
        var strays = new List<string>();
        foreach (var entry in old)
        {
            if (rest.Remove(entry.Path, out var member))
            {
                entries.Add(Row(member, names[member], entry));
            }
            else if (archive.Find(entry.Path) is null)
            {
                strays.Add(entry.Path);
            }
        }

        if (strays.Count > 0)
        {
            Warn($"RECORD names what is not in the wheel, and no longer will: {Examples(strays)}");
        }

        // The standard has installers refuse such a wheel; a row made here would vouch for what nobody vouched for.
        if (rest.Count > 0)
        {
            var what = $"RECORD does not name all members: {Examples([.. rest.Keys])}";
            throw new InvalidWheelLayoutException(what, archive.Path, archive.Record.Name);
        }

        entries.Add(new RecordEntry(names[archive.Record], "", null));
        return new RecordFile(entries);
    }

    private RecordEntry Row(WheelMember member, string name, RecordEntry entry) =>
        contents.TryGetValue(member, out var content)
            ? new RecordEntry(name, RecordFile.HashOf(content.Span), content.Length)
            : entry with
            {
                Path = name,
            };

    private static string Examples(List<string> names)
    {
        const int Most = 3;
        var shown = string.Join(", ", names.Take(Most).Select(name => $"'{MemberNames.Shown(name)}'"));
        return names.Count > Most ? $"{shown} and {names.Count - Most} more" : shown;
    }

    private void RequireDistinct(Dictionary<WheelMember, string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (member, name) in names)
        {
            if (!taken.Add(name))
            {
                throw new InvalidWheelLayoutException(
                    $"it and another member would both be named '{name}'",
                    archive.Path,
                    member.Name
                );
            }
        }
    }

    private void Warn(string what) => warnings.Add($"{plan.OriginalFileName}: {what}");
}
