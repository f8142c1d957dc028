namespace Wheelhouse.Publishing;

/// <summary>A text is not the name of a run.</summary>
/// <param name="text">The text.</param>
public sealed class InvalidRunIdException(string text)
    : WheelhouseException(
        $"\"{text}\" is not the name of a run",
        "name of a run",
        "A run is named like 20251105T143000Z-9f3a1c; Releases lists them."
    );
