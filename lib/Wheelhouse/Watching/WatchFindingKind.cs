namespace Wheelhouse.Watching;

/// <summary>What a user of an index meets that is not as it should be.</summary>
public enum WatchFindingKind
{
    /// <summary>Nothing answers, or the answer breaks off.</summary>
    Unreachable,

    /// <summary>The server says that it is not there (404, 410).</summary>
    Missing,

    /// <summary>The server does not give it to everybody (401, 403).</summary>
    Refused,

    /// <summary>The server answers with another failure, such as 500.</summary>
    ServerFailure,

    /// <summary>It is redirected in a circle, too often, or to where nobody should go.</summary>
    BadRedirect,

    /// <summary>The answer is larger than such a thing can be.</summary>
    TooLarge,

    /// <summary>It comes as another type, or encoded in a way that installers do not undo.</summary>
    WrongType,

    /// <summary>A page cannot be read, or says what cannot be.</summary>
    BrokenPage,

    /// <summary>A URL on a page is written so that servers read it differently.</summary>
    UnsafeUrl,

    /// <summary>Two pages that say the same thing in two ways do not agree.</summary>
    OutOfStep,

    /// <summary>A file has another size than its page says.</summary>
    WrongSize,

    /// <summary>The bytes have another hash than their page says.</summary>
    WrongHash,

    /// <summary>The METADATA beside a wheel is not the wheel's.</summary>
    WrongMetadata,

    /// <summary>What users ask for is not in the index, or all of it is yanked.</summary>
    NotOffered,

    /// <summary>What users ask for does not install, or does not work.</summary>
    NotInstallable,
}
