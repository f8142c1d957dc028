namespace Wheelhouse.Files;

/// <summary>What became of an attempt to give a file a second name.</summary>
public enum HardLinkResult
{
    /// <summary>The new name exists and shares the file's bytes.</summary>
    Created,

    /// <summary>The new name was taken already; nothing changed.</summary>
    NameTaken,

    /// <summary>These folders or this system cannot share a file (two devices, no links, too many links): copy instead.</summary>
    NotPossible,
}
