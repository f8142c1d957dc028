namespace Wheelhouse.Elf;

/// <summary>A file that should be an ELF object is none, contradicts itself, or claims sizes that no honest one has.</summary>
/// <param name="what">What is wrong.</param>
/// <param name="where">The file, or the wheel and the member.</param>
public sealed class InvalidElfException(string what, string where)
    : WheelhouseException(what, where, "build the library again; a loader refuses or misreads it too");
