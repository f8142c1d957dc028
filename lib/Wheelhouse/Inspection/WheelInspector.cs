using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>Inspects wheels: the archive, its own files against each other, and the shared objects in it.</summary>
public static class WheelInspector
{
    /// <summary>
    /// Inspects a wheel. Whatever is wrong with the wheel is a finding, so that all of it is told; members are read in
    /// parallel, inflated as they are read, and never held.
    /// </summary>
    /// <param name="path">The wheel.</param>
    /// <param name="options">How far it is inspected; by default shared objects, names and sizes.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static WheelInspection Inspect(
        string path,
        WheelInspectionOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new WheelInspectionOptions();
        var findings = new FindingList();
        var inspection = new WheelInspection
        {
            Path = path,
            Size = new FileInfo(path).Length,
            IsFull = options.IsFull,
            FileName = Attempt(() => WheelFileName.Parse(Path.GetFileName(path)), FindingKind.FileName, findings),
            Findings = [],
        };
        try
        {
            using var archive = WheelArchive.Open(path);
            inspection = Inspect(archive, inspection, options, findings, cancellationToken);
        }
        catch (WheelArchiveException error)
        {
            findings.Error(FindingKind.Archive, error);
        }

        return inspection with
        {
            Findings = findings.ToList(),
        };
    }

    private static WheelInspection Inspect(
        WheelArchive archive,
        WheelInspection inspection,
        WheelInspectionOptions options,
        FindingList findings,
        CancellationToken cancellationToken
    )
    {
        var readable = ArchiveAudit.Check(archive, findings);
        var record = RecordAudit.Read(archive, findings);
        record?.CheckNames(archive.Members, findings);
        WheelHeaderAudit.Check(archive, inspection.FileName, findings);
        var readings = InParallel.Select(
            [.. readable.Where(member => MemberReading.IsLibrary(member) || options.IsFull)],
            member =>
                MemberReading.Of(
                    archive,
                    member,
                    options.IsFull ? record?.AlgorithmOf(member) : null,
                    cancellationToken
                ),
            cancellationToken
        );
        foreach (var reading in readings)
        {
            if (reading.Error is { } error)
            {
                findings.Error(reading.IsDamaged ? FindingKind.Archive : FindingKind.Elf, error, reading.Member.Name);
            }

            record?.CheckHash(reading, findings);
        }

        var promise = new PlatformPromise(inspection.FileName?.Tags ?? []);
        return inspection with
        {
            Metadata = inspection.FileName is null
                ? null
                : Attempt(() => WheelFile.Read(archive).Metadata, FindingKind.Metadata, findings),
            Members = archive.Members.Count,
            InflatedSize = archive.Members.Aggregate(
                0L,
                (sum, member) => Math.Min(long.MaxValue / 2, sum + member.Size)
            ),
            Libraries = new LibraryAudit(archive, promise, options, findings).Check(readings),
            GlibcPromised = promise.Glibc,
        };
    }

    private static T? Attempt<T>(Func<T> read, FindingKind kind, FindingList findings)
        where T : class
    {
        try
        {
            return read();
        }
        catch (WheelhouseException error)
        {
            findings.Error(kind, error);
            return null;
        }
    }
}
