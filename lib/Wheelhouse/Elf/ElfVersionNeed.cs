namespace Wheelhouse.Elf;

/// <summary>A symbol version that an object asks of a library.</summary>
/// <param name="Library">The library, such as <c>libc.so.6</c>.</param>
/// <param name="Version">The version's name, such as <c>GLIBC_2.34</c>.</param>
/// <param name="IsWeak">Whether the object loads without it too.</param>
public sealed record ElfVersionNeed(string Library, string Version, bool IsWeak);
