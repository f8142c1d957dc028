namespace Wheelhouse.Hosting;

/// <summary>What must change for a bucket to serve as a store; computing it changes nothing.</summary>
/// <param name="Location">The store.</param>
/// <param name="IsNew">Whether the bucket itself is made. What the service knows of settings is seen only then.</param>
/// <param name="Settings">The settings in the order of making.</param>
public sealed record BucketPlan(string Location, bool IsNew, IReadOnlyList<BucketSetting> Settings)
{
    /// <summary>Whether everything is as it should be.</summary>
    public bool IsEmpty => Settings.All(setting => setting.State != BucketSettingState.Changed);

    /// <summary>The plan for people.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            [
                Location,
                .. Settings.Select(setting => setting.ToString()),
                IsEmpty ? "nothing to change" : "other statements and rules of the bucket stay as they are",
            ]
        );
}
