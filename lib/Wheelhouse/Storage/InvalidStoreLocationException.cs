namespace Wheelhouse.Storage;

/// <summary>A text that names no store.</summary>
/// <param name="text">The text as given.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="hint">What to write instead.</param>
public sealed class InvalidStoreLocationException(string text, string problem, string hint)
    : WheelhouseException($"\"{text}\" is not the location of a store: {problem}", "store location", hint)
{
    /// <summary>The text as given.</summary>
    public string Text { get; } = text;

    /// <summary>What is wrong with it, without the text.</summary>
    public string Problem { get; } = problem;
}
