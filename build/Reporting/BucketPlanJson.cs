using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Wheelhouse.Hosting;

namespace Wheelhouse.Build.Reporting;

/// <summary>What must change in a bucket as data for programs.</summary>
public static class BucketPlanJson
{
    /// <summary>
    /// One object: <c>store</c>, <c>isNew</c>, <c>isEmpty</c> (nothing to change) and <c>settings</c>, each with <c>name</c>,
    /// <c>state</c> (Kept, Changed or Unknown), <c>is</c> and <c>willBe</c>.
    /// </summary>
    /// <param name="plan">The plan.</param>
    public static string Of(BucketPlan plan) =>
        new JObject
        {
            ["store"] = plan.Location,
            ["isNew"] = plan.IsNew,
            ["isEmpty"] = plan.IsEmpty,
            ["settings"] = new JArray(
                plan.Settings.Select(setting => new JObject
                {
                    ["name"] = setting.Name,
                    ["state"] = setting.State.ToString(),
                    ["is"] = new JArray(setting.Is),
                    ["willBe"] = new JArray(setting.WillBe),
                })
            ),
        }.ToString(Formatting.Indented);
}
