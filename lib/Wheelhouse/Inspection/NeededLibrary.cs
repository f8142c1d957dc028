namespace Wheelhouse.Inspection;

/// <summary>A library that a shared object needs.</summary>
/// <param name="Name">Its name (<c>DT_NEEDED</c>), such as <c>libamdhip64.so.7</c>.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record NeededLibrary(string Name, LibrarySource Source);
