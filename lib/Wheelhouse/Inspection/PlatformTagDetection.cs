using System.Globalization;
using Wheelhouse.Elf;
using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>
/// Computes platform tags from what the ELF objects of wheels need, as PyPA's auditwheel does: versions of symbols, and libraries. See
/// <see href="https://peps.python.org/pep-0600/">PEP 600</see>.
/// </summary>
public static class PlatformTagDetection
{
    private const string PlainLinux = "linux_";

    /// <summary>Works out the tags of a set; all that stands against one is told at once.</summary>
    /// <param name="wheels">The wheels. Those that say more than <c>linux_MACHINE</c> or <c>any</c> keep what they say.</param>
    /// <param name="excluded">Libraries that users have from elsewhere, such as ROCm's; <c>*</c> stands for any text.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The tags of those that get one. A wheel without an object keeps its tag.</returns>
    /// <exception cref="PlatformNotDetectedException">Objects need more than policies allow, or are for other machines.</exception>
    /// <exception cref="WheelArchiveException">A wheel is damaged.</exception>
    /// <exception cref="IOException">A wheel cannot be read.</exception>
    public static IReadOnlyList<DetectedPlatform> Detect(
        IReadOnlyList<WheelFile> wheels,
        IReadOnlyList<string> excluded,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<string>();
        var detected = wheels
            .Where(wheel => IsOpen(wheel.FileName))
            .Select(wheel => Detect(wheel, excluded, problems, cancellationToken))
            .OfType<DetectedPlatform>()
            .ToList();
        return problems.Count == 0 ? detected : throw new PlatformNotDetectedException(problems);
    }

    private static bool IsOpen(WheelFileName name) =>
        name.Tags.All(tag => tag.Platform == "any" || tag.Platform.StartsWith(PlainLinux, StringComparison.Ordinal));

    private static DetectedPlatform? Detect(
        WheelFile wheel,
        IReadOnlyList<string> excluded,
        List<string> problems,
        CancellationToken cancellationToken
    )
    {
        using var archive = WheelArchive.Open(wheel.Path);
        var objects = InParallel
            .Select(
                [.. archive.Members.Where(member => !member.IsDirectory && !member.IsSymbolicLink)],
                member => ReadObject(archive, member),
                cancellationToken
            )
            .OfType<(WheelMember Member, ElfFile? Elf, string? Fault)>()
            .ToList();
        var before = problems.Count;
        problems.AddRange(
            objects.Select(item => item.Fault).OfType<string>().Select(fault => $"{wheel.FileName}: {fault}")
        );
        var readable = objects
            .Where(item => item.Elf is { IsForGpu: false })
            .Select(item => (item.Member.Name, Elf: item.Elf!))
            .ToList();
        if (readable.Count == 0)
        {
            return null;
        }

        var machine = MachineOf(wheel.FileName, readable, problems);
        var names = LibraryAudit.NamesIn(archive, readable.Select(item => item.Elf));
        var (minor, reason) = (
            ManylinuxPolicies.Oldest(machine),
            "no object needs more than its machine's oldest policy"
        );
        foreach (var (member, elf) in readable)
        {
            foreach (var (need, least) in Needs(elf, names, excluded))
            {
                if (least is null)
                {
                    problems.Add($"{wheel.FileName}: {MemberNames.Shown(member)} needs {need}, which no policy has");
                }
                else if (least > minor)
                {
                    (minor, reason) = (least.Value, $"{MemberNames.Shown(member)} needs {need}");
                }
            }
        }

        return problems.Count > before
            ? null
            : new DetectedPlatform(
                wheel,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"manylinux_2_{ManylinuxPolicies.Rounded(minor)}_{machine}"
                ),
                reason
            );
    }

    /// <summary>An ELF object under whatever name, programs included; null where the member is none.</summary>
    private static (WheelMember Member, ElfFile? Elf, string? Fault)? ReadObject(
        WheelArchive archive,
        WheelMember member
    )
    {
        var where = $"{archive.Path}, member '{MemberNames.Shown(member.Name)}'";
        using var bytes = new ForwardBytes(() => archive.OpenMember(member), where);
        if (!ElfReader.IsElf(bytes.ReadSome(0, 4)))
        {
            return null;
        }

        try
        {
            return (member, new ElfReader(bytes, where).Read(), null);
        }
        catch (InvalidElfException error)
        {
            return (member, null, $"{MemberNames.Shown(member.Name)} cannot be judged: {error.What}");
        }
    }

    private static string MachineOf(WheelFileName name, List<(string Name, ElfFile Elf)> objects, List<string> problems)
    {
        var promise = new PlatformPromise(name.Tags);
        var machine = promise.Machines.FirstOrDefault() ?? objects[0].Elf.Machine;
        problems.AddRange(
            objects
                .Where(item => !(promise.IsAny ? item.Elf.Machine == machine : promise.Includes(item.Elf.Machine)))
                .Select(item => $"{name}: {MemberNames.Shown(item.Name)} is for {item.Elf.Machine}, not for {machine}")
        );
        return machine;
    }

    /// <summary>What an object asks of its system, each with the least N of a policy that has it.</summary>
    private static IEnumerable<(string Need, int? Minor)> Needs(
        ElfFile elf,
        HashSet<string> names,
        IReadOnlyList<string> excluded
    ) =>
        elf
            .Needed.Where(library => !names.Contains(library) && !KnownLibraries.IsAny(excluded, library))
            .Select(library => (library, KnownLibraries.ManylinuxMinorOf(library)))
            .Concat(
                // What lies in the wheel counts too: under its name the interpreter may have loaded the system's.
                elf.VersionNeeds.Where(need => !KnownLibraries.IsLoader(need.Library))
                    .Select(need => ($"{need.Version} of {need.Library}", ManylinuxPolicies.MinorOf(need.Version)))
            );
}
