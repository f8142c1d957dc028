namespace Wheelhouse.Tests.Wheels;

/// <summary>What of a wheel is at fault, and thereby who meets it: the later, the fewer.</summary>
internal enum HostilePart
{
    /// <summary>Central directory, end records, names, layout: whoever opens the wheel.</summary>
    Directory,

    /// <summary>METADATA, file name and folder: whoever reads the wheel's metadata.</summary>
    Metadata,

    /// <summary>A member's local header: whoever reads, copies or links it.</summary>
    LocalHeader,

    /// <summary>Where a symbolic link leads: whoever rewrites or links the wheel.</summary>
    Links,

    /// <summary>RECORD: whoever rewrites the wheel, which makes a new one from it.</summary>
    Record,

    /// <summary>The bytes of a member that nobody looks into: whoever reads it whole.</summary>
    Content,
}
