namespace Wheelhouse.Elf;

/// <summary>One program header: a range of the file, and where it is loaded.</summary>
internal readonly record struct ElfSegment(uint Type, long Offset, long Address, long Size)
{
    public const uint Load = 1;
    public const uint Dynamic = 2;
}
