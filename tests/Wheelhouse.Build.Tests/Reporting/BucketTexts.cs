using Wheelhouse.Build.Reporting;
using Wheelhouse.Hosting;

namespace Wheelhouse.Build.Tests.Reporting;

public sealed class BucketTexts
{
    private static readonly string Long = new('x', 200);

    [Test]
    public void What_was_made_is_told_shortly_and_what_stayed_not_at_all()
    {
        var plan = Plan(
            Changed("bucket", [BucketSetting.Nothing], ["wheels"]),
            Changed("versioning", ["Suspended"], ["Enabled"]),
            Changed("lifecycle", [Long], [Long, "more"]),
            Changed("CORS", [BucketSetting.Nothing], ["GET from anywhere"]),
            new BucketSetting("policy", [Long], [Long], BucketSettingState.Kept)
        );
        var now = Plan([
            .. plan.Settings.Select(setting =>
                setting.Name == "CORS"
                    ? new BucketSetting(setting.Name, ["unknown here"], [], BucketSettingState.Left)
                    : setting with
                    {
                        Is = setting.WillBe,
                        State = BucketSettingState.Kept,
                    }
            ),
        ]);
        Assert.That(
            BucketText.Made(plan, now),
            Is.EqualTo(
                """
                  bucket: made
                  versioning: changed from Suspended to Enabled
                  lifecycle: changed as planned
                  CORS: left as it is: unknown here
                """
            )
        );
    }

    private static BucketPlan Plan(params BucketSetting[] settings) => new("s3://wheels", true, settings);

    private static BucketSetting Changed(string name, string[] isNow, string[] willBe) =>
        new(name, isNow, willBe, BucketSettingState.Changed);
}
