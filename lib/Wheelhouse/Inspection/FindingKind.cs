namespace Wheelhouse.Inspection;

/// <summary>What a finding is about.</summary>
public enum FindingKind
{
    /// <summary>The archive or a member is not to be trusted: structure, names, sizes, CRC.</summary>
    Archive,

    /// <summary>Bytes of the file belong to no member.</summary>
    UnnamedBytes,

    /// <summary>A member's sizes stand behind its bytes.</summary>
    DataDescriptor,

    /// <summary>A member is a symbolic link, which installers write as a file that holds the target.</summary>
    SymbolicLink,

    /// <summary>The file is not named as a wheel.</summary>
    FileName,

    /// <summary><c>METADATA</c> is invalid, or names another project or version than the file.</summary>
    Metadata,

    /// <summary><c>WHEEL</c> is invalid, or of a version that is not known.</summary>
    WheelHeader,

    /// <summary>The tags in <c>WHEEL</c> are not those of the file name.</summary>
    Tags,

    /// <summary>The build tag in <c>WHEEL</c> is not that of the file name.</summary>
    Build,

    /// <summary><c>RECORD</c> is not the table that its standard asks for.</summary>
    Record,

    /// <summary>A member has no row in <c>RECORD</c>.</summary>
    NotInRecord,

    /// <summary>A row of <c>RECORD</c> names what is not in the wheel.</summary>
    OnlyInRecord,

    /// <summary>A row of <c>RECORD</c> gives another size than the member's.</summary>
    RecordSize,

    /// <summary>A row of <c>RECORD</c> gives another hash than the member's, or none that is accepted.</summary>
    RecordHash,

    /// <summary>A shared object is no ELF object, or a broken one.</summary>
    Elf,

    /// <summary>A shared object is for another machine than the platform tag.</summary>
    Machine,

    /// <summary>A shared object needs a library that users may not have.</summary>
    MissingLibrary,

    /// <summary>A shared object needs a newer glibc than the platform tag promises.</summary>
    Glibc,

    /// <summary>The platform tag promises nothing of the C library.</summary>
    NoPromise,

    /// <summary>Some GPU code cannot be looked into.</summary>
    GpuCode,
}
