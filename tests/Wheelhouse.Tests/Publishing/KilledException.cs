namespace Wheelhouse.Tests.Publishing;

/// <summary>Stands for the end of the process.</summary>
internal sealed class KilledException() : Exception("killed");
