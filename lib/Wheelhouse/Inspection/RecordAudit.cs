using System.Globalization;
using System.Security.Cryptography;
using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>Holds <c>RECORD</c> against the members: names, sizes and hashes.</summary>
internal sealed class RecordAudit
{
    private static readonly Dictionary<string, HashAlgorithmName> algorithms = new(StringComparer.Ordinal)
    {
        ["sha256"] = HashAlgorithmName.SHA256,
        ["sha384"] = HashAlgorithmName.SHA384,
        ["sha512"] = HashAlgorithmName.SHA512,
    };

    private readonly Dictionary<string, RecordEntry> rows;
    private readonly HashSet<string> withoutRow;

    private RecordAudit(WheelArchive archive, RecordFile record)
    {
        rows = record.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        // These cannot hold a hash of themselves, or of each other.
        withoutRow = [archive.Record.Name, $"{archive.Record.Name}.jws", $"{archive.Record.Name}.p7s"];
    }

    /// <summary>Reads the table, or finds that it is none.</summary>
    public static RecordAudit? Read(WheelArchive archive, FindingList findings)
    {
        try
        {
            return new RecordAudit(archive, RecordFile.Read(archive));
        }
        catch (WheelhouseException error)
        {
            findings.Error(FindingKind.Record, error, archive.Record.Name);
            return null;
        }
    }

    public void CheckNames(IReadOnlyList<WheelMember> members, FindingList findings)
    {
        var left = new HashSet<string>(rows.Keys, StringComparer.Ordinal);
        foreach (var member in members.Where(member => !member.IsDirectory))
        {
            left.Remove(member.Name);
            if (withoutRow.Contains(member.Name))
            {
                continue;
            }

            if (!rows.TryGetValue(member.Name, out var row))
            {
                findings.Error(FindingKind.NotInRecord, member.Name, "it has no row in RECORD");
                continue;
            }

            if (row.Size is { } size && size != member.Size)
            {
                findings.Error(
                    FindingKind.RecordSize,
                    member.Name,
                    string.Create(CultureInfo.InvariantCulture, $"it has {member.Size} bytes, in RECORD {size}")
                );
            }

            if (!IsAccepted(row))
            {
                findings.Error(
                    FindingKind.RecordHash,
                    member.Name,
                    $"RECORD gives {(row.Hash.Length == 0 ? "no hash" : OffendingText.Quote(row.Hash))}; "
                        + $"{string.Join(", ", algorithms.Keys)} are accepted"
                );
            }
        }

        foreach (var path in left)
        {
            findings.Warn(FindingKind.OnlyInRecord, path, "RECORD names it, but it is not in the wheel");
        }
    }

    /// <summary>How a member's hash is computed, or null where there is none to compare with.</summary>
    public HashAlgorithmName? AlgorithmOf(WheelMember member) =>
        rows.TryGetValue(member.Name, out var row) && !withoutRow.Contains(member.Name) && IsAccepted(row)
            ? algorithms[AlgorithmName(row)]
            : null;

    public void CheckHash(MemberReading reading, FindingList findings)
    {
        if (reading.Digest is not { } digest)
        {
            return;
        }

        var row = rows[reading.Member.Name];
        var expected = row.Hash[(AlgorithmName(row).Length + 1)..];
        if (expected != digest)
        {
            findings.Error(
                FindingKind.RecordHash,
                reading.Member.Name,
                $"its {AlgorithmName(row)} is {digest}, in RECORD {OffendingText.Quote(expected)}"
            );
        }
    }

    private static bool IsAccepted(RecordEntry row) => algorithms.ContainsKey(AlgorithmName(row));

    private static string AlgorithmName(RecordEntry row) => row.Hash.Split('=', 2)[0];
}
