namespace Wheelhouse.Storage;

/// <summary>A key that no store accepts.</summary>
/// <param name="key">The key as given.</param>
/// <param name="problem">The rule it breaks.</param>
/// <param name="location">The store's location.</param>
public sealed class InvalidObjectKeyException(string key, string problem, string location)
    : WheelhouseException(
        $"The object key \"{key}\" is not valid: {problem}",
        location,
        "Use parts separated by single slashes, as in packages/torch/torch-2.9.0-cp312-cp312-linux_x86_64.whl."
    )
{
    /// <summary>The key as given.</summary>
    public string Key { get; } = key;
}
