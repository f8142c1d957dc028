namespace Wheelhouse.Publishing;

/// <summary>The steps of a publish, in their order.</summary>
public enum PublishStep
{
    /// <summary>Wheels and their METADATA are sent; nobody sees them yet.</summary>
    Files,

    /// <summary>Project after project, the pages name the new files.</summary>
    Pages,

    /// <summary>The list of projects and the landing page follow.</summary>
    Root,
}
