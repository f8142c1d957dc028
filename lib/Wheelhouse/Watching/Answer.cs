namespace Wheelhouse.Watching;

/// <summary>What a server gave for a URL: something of it, or a failure.</summary>
/// <param name="Url">Where it came from, after redirects.</param>
internal sealed record Answer(Uri Url)
{
    /// <summary>Why there is nothing; null when there is.</summary>
    public WatchFinding? Failure { get; init; }

    /// <summary>Whether the failure may be gone next time.</summary>
    public bool IsPassing { get; init; }

    /// <summary>How long the server asks to wait; null when it does not.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The content's type without parameters, in small letters; empty without one.</summary>
    public string Type { get; init; } = "";

    /// <summary>How the content is encoded; empty for as it is.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>The content's size in bytes; null where the server does not tell.</summary>
    public long? Size { get; init; }

    /// <summary>The content, where it was asked for.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>The content's SHA-256, where it was read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A failure.</summary>
    public static Answer Failed(Uri url, WatchFindingKind kind, string what, bool isPassing = false) =>
        new(url) { Failure = WatchFinding.At(url, kind, what), IsPassing = isPassing };
}
