namespace Wheelhouse.Build.Releases;

/// <summary>The checkout that is there is not what a release can be built from; it is left as it is.</summary>
/// <param name="what">What is wrong with it.</param>
/// <param name="folder">Its folder.</param>
/// <param name="hint">How to mend it.</param>
public sealed class CheckoutNotUsableException(string what, string folder, string hint)
    : WheelhouseException(what, folder, hint);
