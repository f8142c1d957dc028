namespace Wheelhouse.Elf;

/// <summary>
/// What a loader reads of an ELF object: the machine, and what the dynamic section asks of other libraries. See
/// <see href="https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html">System V ABI</see> and, for versions, the
/// <see href="https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html">Linux Standard Base</see>.
/// </summary>
/// <remarks>
/// Only program headers are followed, as loaders do: sections may be stripped, or say something else. 32 and 64 bits, and
/// both byte orders, are read.
/// </remarks>
public sealed record ElfFile
{
    private const ushort I386 = 3;
    private const ushort Ppc64 = 21;
    private const ushort S390 = 22;
    private const ushort Arm = 40;
    private const ushort X64 = 62;
    private const ushort Aarch64 = 183;
    private const ushort RiscV = 243;
    private const ushort LoongArch = 258;
    private const ushort Cuda = 190;
    private const ushort AmdGpu = 224;

    internal ElfFile() { }

    /// <summary>Whether addresses have 64 bits; else 32.</summary>
    public required bool Is64Bit { get; init; }

    /// <summary>Whether numbers begin with their lowest byte.</summary>
    public required bool IsLittleEndian { get; init; }

    /// <summary>The machine as the header numbers it (<c>e_machine</c>).</summary>
    public required int MachineNumber { get; init; }

    /// <summary>The machine as platform tags name it, such as <c>x86_64</c>; <c>machine N</c> where they have no name.</summary>
    public string Machine =>
        (MachineNumber, Is64Bit, IsLittleEndian) switch
        {
            (X64, true, true) => "x86_64",
            (I386, false, true) => "i686",
            (Aarch64, true, true) => "aarch64",
            (Arm, false, true) => "armv7l",
            (Ppc64, true, true) => "ppc64le",
            (Ppc64, true, false) => "ppc64",
            (S390, true, false) => "s390x",
            (RiscV, true, true) => "riscv64",
            (LoongArch, true, true) => "loongarch64",
            _ => $"machine {MachineNumber} of {(Is64Bit ? 64 : 32)} bits",
        };

    /// <summary>Whether it is code for a GPU, which no loader of the system loads.</summary>
    public bool IsForGpu => MachineNumber is AmdGpu or Cuda;

    /// <summary>The name that other objects ask for this one by (<c>DT_SONAME</c>), or null.</summary>
    public required string? Soname { get; init; }

    /// <summary>The libraries that must be loaded with this one (<c>DT_NEEDED</c>), in their order.</summary>
    public required IReadOnlyList<string> Needed { get; init; }

    /// <summary>The symbol versions that other libraries must have (<c>DT_VERNEED</c>), in their order.</summary>
    public required IReadOnlyList<ElfVersionNeed> VersionNeeds { get; init; }

    /// <summary>Reads an object. Of a stream nothing is kept but the few parts that are looked into: less than 10 MB.</summary>
    /// <param name="open">
    /// Opens the object's bytes at their beginning. Streams are only read forward; where something lies before what was read
    /// already, another is opened, at most five times.
    /// </param>
    /// <param name="where">The file, for errors.</param>
    /// <exception cref="InvalidElfException">It is no ELF object, or not to be trusted as one.</exception>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    public static ElfFile Read(Func<Stream> open, string where)
    {
        using var bytes = new ForwardBytes(open, where);
        return new ElfReader(bytes, where).Read();
    }
}
