namespace Wheelhouse.Publishing;

/// <summary>What publishing will do with a file.</summary>
public enum PlannedFileState
{
    /// <summary>It is not on the published page: it will be sent and then named there.</summary>
    New,

    /// <summary>It is published with the same bytes: nothing to do.</summary>
    Published,

    /// <summary>It is published with other bytes: the whole publish is refused.</summary>
    Refused,
}
