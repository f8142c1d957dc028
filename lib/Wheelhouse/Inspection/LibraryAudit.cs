using System.Globalization;
using Wheelhouse.Elf;
using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>Holds what shared objects need against what the platform tag promises.</summary>
internal sealed class LibraryAudit(
    WheelArchive archive,
    PlatformPromise promise,
    WheelInspectionOptions options,
    FindingList findings
)
{
    private const string GlibcPrefix = "GLIBC_";

    /// <summary>Packed relocations: loaders before glibc 2.36 do not know them, so the linker asks for this name.</summary>
    private const string PackedRelocations = "GLIBC_ABI_DT_RELR";
    private static readonly Version firstWithPackedRelocations = new(2, 36);

    /// <summary>The names by which a loader finds what the wheel brings.</summary>
    public static HashSet<string> NamesIn(WheelArchive archive, IEnumerable<ElfFile> objects) =>
        archive
            .Members.Select(member => member.Name[(member.Name.LastIndexOf('/') + 1)..])
            .Concat(objects.Select(elf => elf.Soname).OfType<string>())
            .ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<InspectedLibrary> Check(IReadOnlyList<MemberReading> readings)
    {
        foreach (var reading in readings.Where(reading => reading.IsNoElf))
        {
            findings.Warn(
                FindingKind.Elf,
                reading.Member.Name,
                "it is named as a shared object, but does not begin as one"
            );
        }

        var names = NamesIn(archive, readings.Select(reading => reading.Elf).OfType<ElfFile>());
        var libraries = readings
            .Where(reading => reading.Elf is not null)
            .Select(reading => new InspectedLibrary
            {
                Member = reading.Member.Name,
                Elf = reading.Elf!,
                Needed = [.. reading.Elf!.Needed.Select(name => new NeededLibrary(name, SourceOf(name, names)))],
                Glibc = GlibcOf(reading.Elf, reading.Member.Name),
                GpuTargets = [.. reading.GpuTargets.Order(StringComparer.Ordinal)],
                UnreadGpuBundles = reading.UnreadGpuBundles,
            })
            .ToList();
        foreach (var library in libraries)
        {
            CheckMachine(library);
            CheckNeeded(library);
            CheckGlibc(library);
        }

        if (libraries.Count > 0)
        {
            Note(libraries);
        }

        return libraries;
    }

    private LibrarySource SourceOf(string library, HashSet<string> names) =>
        names.Contains(library) ? LibrarySource.Wheel
        : KnownLibraries.IsOfSystem(library, promise) ? LibrarySource.System
        : KnownLibraries.IsAny(options.RocmLibraries, library) ? LibrarySource.Rocm
        : KnownLibraries.IsAny(options.OtherWheelsLibraries, library) ? LibrarySource.OtherWheel
        : LibrarySource.Unknown;

    private void CheckMachine(InspectedLibrary library)
    {
        if (promise.IsAny)
        {
            findings.Warn(
                FindingKind.Machine,
                library.Member,
                $"it is for {library.Elf.Machine}, but the platform tag fits any machine"
            );
        }
        else if (promise.Machines.Count > 0 && !promise.Includes(library.Elf.Machine))
        {
            findings.Error(
                FindingKind.Machine,
                library.Member,
                $"it is for {library.Elf.Machine}, the platform tag is {promise}"
            );
        }
    }

    private void CheckNeeded(InspectedLibrary library)
    {
        foreach (var needed in library.Needed.Where(needed => needed.Source == LibrarySource.Unknown))
        {
            var what =
                $"it needs {needed.Name}, which is not in the wheel, nor of ROCm or another wheel, "
                + $"nor what {(promise.IsPolicy ? promise : "any manylinux policy")} lets it expect";
            if (promise.IsPolicy)
            {
                findings.Error(FindingKind.MissingLibrary, library.Member, what);
            }
            else
            {
                findings.Warn(FindingKind.MissingLibrary, library.Member, what);
            }
        }
    }

    private void CheckGlibc(InspectedLibrary library)
    {
        if (promise.IsMusl && library.Glibc is not null)
        {
            findings.Error(
                FindingKind.Glibc,
                library.Member,
                $"it needs glibc {library.Glibc}, the platform tag is {promise}"
            );
        }
        else if (promise.Glibc is not null && library.Glibc > promise.Glibc)
        {
            findings.Error(
                FindingKind.Glibc,
                library.Member,
                $"it needs glibc {library.Glibc}, {promise.GlibcPlatform} promises that {promise.Glibc} is enough"
            );
        }
    }

    private Version? GlibcOf(ElfFile elf, string member)
    {
        Version? greatest = null;
        foreach (var need in elf.VersionNeeds.Where(need => !need.IsWeak))
        {
            if (!need.Version.StartsWith(GlibcPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (need.Version == PackedRelocations)
            {
                greatest = firstWithPackedRelocations > greatest ? firstWithPackedRelocations : greatest;
            }
            else if (Version.TryParse(need.Version.AsSpan(GlibcPrefix.Length), out var version))
            {
                greatest = greatest is null || version > greatest ? version : greatest;
            }
            else
            {
                findings.Warn(
                    FindingKind.Glibc,
                    member,
                    $"it needs {need.Version} of {need.Library}, " + "which may be gone in the next glibc"
                );
            }
        }

        return greatest;
    }

    private void Note(List<InspectedLibrary> libraries)
    {
        if (promise.IsPlain)
        {
            findings.Note(
                FindingKind.NoPromise,
                null,
                $"{promise} promises nothing of the C library: say manylinux_2_N, "
                    + "or see that it is installed where it was built for"
            );
        }

        var unread = libraries.Sum(library => (long)library.UnreadGpuBundles);
        if (unread > 0)
        {
            var members = libraries.Where(library => library.UnreadGpuBundles > 0).Select(library => library.Member);
            findings.Note(
                FindingKind.GpuCode,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{unread} compressed bundles of GPU code could not be read for their targets: "
                ) + string.Join(", ", members.Take(5).Select(MemberNames.Shown))
            );
        }
    }
}
