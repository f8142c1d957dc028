namespace Wheelhouse.Hosting;

/// <summary>A service took settings of a bucket, and did not keep them.</summary>
/// <param name="settings">The settings that are not as they were made.</param>
/// <param name="location">The store's location.</param>
public sealed class BucketSettingsNotKeptException(IReadOnlyList<BucketSetting> settings, string location)
    : WheelhouseException(
        "The service answered that these settings were made, and shows others:\n"
            + string.Join('\n', settings.Select(setting => setting.ToString())),
        location,
        "Someone else may set them at this moment: run again. If it stays so, set them by the service's own tools."
    );
