namespace Wheelhouse.Publishing;

/// <summary>What a run did to an index.</summary>
public enum IndexAction
{
    /// <summary>Added a site.</summary>
    Publish,

    /// <summary>Marked files so that installers pass over them unless they are pinned (PEP 592).</summary>
    Yank,

    /// <summary>Took that mark away.</summary>
    Unyank,

    /// <summary>Took old versions off their pages.</summary>
    Prune,

    /// <summary>Put the pages back to what they were after an earlier run.</summary>
    Rollback,

    /// <summary>Took versions over from another channel.</summary>
    Promote,

    /// <summary>Made pages anew from the JSON pages that are their truth.</summary>
    Repair,
}
