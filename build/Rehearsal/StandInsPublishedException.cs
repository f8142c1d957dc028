namespace Wheelhouse.Build.Rehearsal;

/// <summary>Stand-ins were about to be published where users install from.</summary>
/// <param name="files">The stand-ins.</param>
/// <param name="store">The store.</param>
public sealed class StandInsPublishedException(IReadOnlyList<string> files, string store)
    : WheelhouseException(
        $"the wheelhouse holds stand-ins of a rehearsal: {string.Join(", ", files)}",
        store,
        "make the wheelhouse from real wheels with --target=Release; a rehearsal is published with --target=Rehearse"
    );
