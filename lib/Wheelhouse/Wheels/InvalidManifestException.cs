namespace Wheelhouse.Wheels;

/// <summary>A manifest is missing or cannot be understood.</summary>
public sealed class InvalidManifestException : WheelhouseException
{
    internal InvalidManifestException(string reason, string path, Exception? cause = null)
        : base($"the manifest cannot be read: {reason}", path, "let the step that made the folder make it again", cause)
    { }
}
