namespace Wheelhouse.Publishing;

/// <summary>A text names no channel.</summary>
/// <param name="text">The text.</param>
/// <param name="problem">What a channel's name has, or why this one cannot be taken.</param>
public sealed class InvalidChannelException(string text, string problem)
    : WheelhouseException(
        $"\"{text}\" names no channel: {problem}",
        "channel",
        "take a name such as nightly or rocm7.1; main is the index at the store's own address"
    );
