using Wheelhouse.Elf;

namespace Wheelhouse.Inspection;

/// <summary>A shared object of a wheel.</summary>
public sealed record InspectedLibrary
{
    /// <summary>The member.</summary>
    public required string Member { get; init; }

    /// <summary>What its loader reads.</summary>
    public required ElfFile Elf { get; init; }

    /// <summary>What it needs, in its order.</summary>
    public required IReadOnlyList<NeededLibrary> Needed { get; init; }

    /// <summary>The oldest glibc that it loads with, or null where it needs none.</summary>
    public required Version? Glibc { get; init; }

    /// <summary>The targets of its GPU code as LLVM names them, such as <c>gfx90a:xnack-</c>, sorted; those that can be read.</summary>
    public required IReadOnlyList<string> GpuTargets { get; init; }

    /// <summary>Compressed bundles of GPU code whose targets were not read: damaged ones, and those beyond the first 5,000.</summary>
    public required int UnreadGpuBundles { get; init; }
}
