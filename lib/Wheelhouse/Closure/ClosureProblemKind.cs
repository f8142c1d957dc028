namespace Wheelhouse.Closure;

/// <summary>Why a requirement of a set is not met by the set.</summary>
public enum ClosureProblemKind
{
    /// <summary>The set has no wheel of the project.</summary>
    MissingProject,

    /// <summary>The set has wheels of the project, none of a version that will do.</summary>
    NoMatchingVersion,

    /// <summary>There are wheels of versions that will do, none with a tag that the environment installs.</summary>
    NoFittingTags,

    /// <summary>There are wheels with fitting tags, none for the environment's Python.</summary>
    RequiresPython,

    /// <summary>Two requirements, each met by some wheel, leave no version that suits both.</summary>
    Conflict,

    /// <summary>Only a pre-release would do, which no requirement names, while a final release is there: pip would not take it.</summary>
    OnlyPrerelease,

    /// <summary>Only a yanked version would do, which no requirement pins or beside which there is another: pip would not take it.</summary>
    OnlyYanked,

    /// <summary>The requirement names a URL, which no index serves.</summary>
    UrlRequirement,

    /// <summary>The requirement's marker has no meaning in the environment.</summary>
    InvalidMarker,

    /// <summary>The set has so many versions that depend on each other that the search for a choice was given up.</summary>
    Undecided,
}
