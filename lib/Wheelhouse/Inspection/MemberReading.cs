using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Wheelhouse.Elf;
using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>What one pass over a member's bytes gave.</summary>
internal sealed partial class MemberReading(WheelMember member)
{
    private OffloadBundleScanner? scanner;

    public WheelMember Member { get; } = member;

    /// <summary>The hash that <c>RECORD</c> should give, as it writes it; null where none was asked for or bytes are damaged.</summary>
    public string? Digest { get; private set; }

    /// <summary>What a loader reads, where the member is named as a shared object and is one.</summary>
    public ElfFile? Elf { get; private set; }

    /// <summary>Whether the member is named as a shared object, but does not begin as one.</summary>
    public bool IsNoElf { get; private set; }

    /// <summary>Why the reading ended, or the shared object could not be read.</summary>
    public WheelhouseException? Error { get; private set; }

    /// <summary>Whether the error is of the archive.</summary>
    public bool IsDamaged => Error is WheelArchiveException;

    public IReadOnlyCollection<string> GpuTargets => scanner?.Targets ?? [];

    public int UnreadGpuBundles => scanner?.Unread ?? 0;

    /// <summary>Whether a member is named as a shared object, with or without a version.</summary>
    public static bool IsLibrary(WheelMember member) =>
        !member.IsDirectory && !member.IsSymbolicLink && LibraryName().IsMatch(member.Name);

    public static MemberReading Of(
        WheelArchive archive,
        WheelMember member,
        HashAlgorithmName? algorithm,
        CancellationToken cancellationToken
    )
    {
        var reading = new MemberReading(member);
        using var hash = algorithm is { } name ? IncrementalHash.CreateHash(name) : null;
        var where = $"{archive.Path}, member '{MemberNames.Shown(member.Name)}'";
        using var bytes = new ForwardBytes(
            () => archive.OpenMember(member),
            where,
            chunk =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash?.AppendData(chunk.Span);
                reading.scanner?.Append(chunk.Span);
            }
        );
        try
        {
            if (IsLibrary(member))
            {
                reading.ReadLibrary(bytes, where);
            }

            bytes.Finish();
            reading.scanner?.Finish();
            reading.Digest = hash is null ? null : Base64Url.EncodeToString(hash.GetHashAndReset());
        }
        catch (WheelArchiveException error)
        {
            reading.Error = error;
        }

        return reading;
    }

    private void ReadLibrary(ForwardBytes bytes, string where)
    {
        scanner = new OffloadBundleScanner();
        if (!ElfReader.IsElf(bytes.ReadSome(0, 4)))
        {
            IsNoElf = true;
            return;
        }

        try
        {
            Elf = new ElfReader(bytes, where).Read();
        }
        catch (InvalidElfException error)
        {
            Error = error;
        }
    }

    [GeneratedRegex(@"\.so(\.[0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LibraryName();
}
