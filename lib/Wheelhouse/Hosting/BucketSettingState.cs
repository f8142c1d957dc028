namespace Wheelhouse.Hosting;

/// <summary>How a bucket's setting stands against what a store needs.</summary>
public enum BucketSettingState
{
    /// <summary>It is as it should be.</summary>
    Kept,

    /// <summary>It is made, or made anew.</summary>
    Changed,

    /// <summary>It stays as it is: the service does not know such a setting, or a store would not be safe with it there.</summary>
    Left,
}
