namespace Wheelhouse.Publishing;

/// <summary>What is not as it should be in a store.</summary>
public enum FindingKind
{
    /// <summary>A page names a file that is not there: installing it fails.</summary>
    MissingFile,

    /// <summary>A page promises METADATA that is not there: installers that read it first fail.</summary>
    MissingMetadata,

    /// <summary>A file has other bytes than its page says: installing it fails.</summary>
    DamagedFile,

    /// <summary>A page cannot be read, or the list of projects names a project whose page is not there.</summary>
    LostPage,

    /// <summary>
    /// A project's page is not there or cannot be read, and another key has it as the list of projects knows it; a repair
    /// restores it from there.
    /// </summary>
    RestorablePage,

    /// <summary>A list of projects cannot be read or is not there; a repair makes it anew from the pages of its projects.</summary>
    LostList,

    /// <summary>A page was not made from the JSON page as it is now; the next run or a repair makes it anew.</summary>
    StalePage,

    /// <summary>A page that is kept for a rollback cannot be read.</summary>
    LostHistory,

    /// <summary>A file that no page names, as a run that did not end leaves it, or a prune.</summary>
    UnnamedFile,

    /// <summary>Pages of a trial that was killed.</summary>
    LeftTrial,

    /// <summary>An object that a run is sending, or was sending when it was killed.</summary>
    UnfinishedObject,

    /// <summary>What a run that was killed was about to name or to remove; it counts for nothing any more.</summary>
    LeftClaim,
}
