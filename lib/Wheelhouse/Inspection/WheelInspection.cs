using Wheelhouse.Wheels;

namespace Wheelhouse.Inspection;

/// <summary>What an inspection saw in a wheel and found about it.</summary>
public sealed record WheelInspection
{
    /// <summary>The path of the wheel.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes in the file.</summary>
    public required long Size { get; init; }

    /// <summary>Whether every member was read.</summary>
    public required bool IsFull { get; init; }

    /// <summary>The file name, or null where the file is not named as a wheel.</summary>
    public required WheelFileName? FileName { get; init; }

    /// <summary>The core metadata, or null where there is none that agrees with the file name.</summary>
    public CoreMetadata? Metadata { get; init; }

    /// <summary>How many members there are; 0 where the archive is not to be trusted.</summary>
    public int Members { get; init; }

    /// <summary>Bytes of all members after inflation.</summary>
    public long InflatedSize { get; init; }

    /// <summary>The shared objects, in the order of the archive.</summary>
    public IReadOnlyList<InspectedLibrary> Libraries { get; init; } = [];

    /// <summary>The oldest glibc that the file name promises to be enough, or null where it promises none.</summary>
    public Version? GlibcPromised { get; init; }

    /// <summary>The oldest glibc that all shared objects load with, or null where they need none.</summary>
    public Version? GlibcNeeded => Libraries.Max(library => library.Glibc);

    /// <summary>The targets of all GPU code that can be read, sorted.</summary>
    public IReadOnlyList<string> GpuTargets =>
        [.. Libraries.SelectMany(library => library.GpuTargets).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What was found, errors first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Whether there is an error among the findings.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == FindingSeverity.Error);
}
