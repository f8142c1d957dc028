using Wheelhouse.Hosting;

namespace Wheelhouse.Build.Reporting;

/// <summary>What became of a bucket's settings, for people.</summary>
public static class BucketText
{
    // A part of a policy or of a rule is a sentence, which the plan has told.
    private const int Short = 40;

    /// <summary>A line for each setting that was made, was changed, or turned out to be unknown; the others were told by the plan.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="now">What is.</param>
    public static string Made(BucketPlan plan, BucketPlan now)
    {
        var before = plan.Settings.ToDictionary(setting => setting.Name);
        return string.Join(
            '\n',
            now.Settings.Where(setting => before.GetValueOrDefault(setting.Name)?.State != setting.State)
                .Select(setting =>
                    setting.State == BucketSettingState.Left
                        ? $"{setting}"
                        : $"  {setting.Name}: {What(before.GetValueOrDefault(setting.Name))}"
                )
        );
    }

    private static string What(BucketSetting? before) =>
        before switch
        {
            null or { Is: [] or [BucketSetting.Nothing] } => "made",
            { Is: [{ Length: <= Short } was], WillBe: [{ Length: <= Short } now] } => $"changed from {was} to {now}",
            _ => "changed as planned",
        };
}
