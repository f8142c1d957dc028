namespace Wheelhouse.Index;

/// <summary>A project of the list of projects, with how the list has it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Json">The project as <see cref="RootPageJson"/> writes it; empty where that is not known.</param>
internal readonly record struct RootRow(RootProject Project, ReadOnlyMemory<byte> Json);
