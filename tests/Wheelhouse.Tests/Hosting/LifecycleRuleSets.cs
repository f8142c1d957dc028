using Amazon.S3;
using Amazon.S3.Model;
using Wheelhouse.Hosting;
using Wheelhouse.Publishing;

namespace Wheelhouse.Tests.Hosting;

public sealed class LifecycleRuleSets
{
    private static readonly string[] Roots = ["", "nightly/"];

    [Test]
    public void Trials_replaced_pages_and_broken_uploads_go_for_each_channel() =>
        Assert.That(
            LifecycleRules.Of("rocm/", Roots, TimeSpan.FromDays(20)).Select(LifecycleRules.TextOf),
            Is.EqualTo(
                new[]
                {
                    "wheelhouse-uploads-rocm: below \"rocm/\" parts of uploads that were not completed go after 7 days",
                    "wheelhouse-versions-rocm: below \"rocm/\" replaced and deleted versions go after 20 days",
                    "wheelhouse-claims-rocm/claims: below \"rocm/claims/\" objects go after 14 days",
                    "wheelhouse-staging-rocm/staging: below \"rocm/staging/\" objects go after 1 day",
                    "wheelhouse-history-rocm/history: below \"rocm/history/\" objects go after 20 days, and Rollback reaches no further back",
                    "wheelhouse-staging-rocm/nightly/staging: below \"rocm/nightly/staging/\" objects go after 1 day",
                    "wheelhouse-history-rocm/nightly/history: below \"rocm/nightly/history/\" objects go after 20 days, and Rollback reaches no further back",
                }
            )
        );

    [Test]
    public void Nothing_of_a_bucket_without_a_prefix_goes_but_from_its_own_folders() =>
        Assert.That(
            LifecycleRules
                .Of("", Roots, TimeSpan.Zero)
                .Where(rule => rule.Expiration is not null)
                .Select(rule => ((LifecyclePrefixPredicate)rule.Filter.LifecycleFilterPredicate).Prefix),
            Is.EqualTo(new[] { "claims/", "staging/", "history/", "nightly/staging/", "nightly/history/" })
        );

    [Test]
    public void A_claim_stays_well_beyond_the_time_that_it_holds() =>
        Assert.That(
            LifecycleRules
                .Of("", Roots, TimeSpan.Zero)
                .Single(rule => rule.Id == "wheelhouse-claims-claims")
                .Expiration.Days,
            Is.GreaterThanOrEqualTo(3 * FileClaims.HoldsFor.TotalDays)
        );

    [Test]
    public void Rules_of_others_stay_and_ours_are_replaced_by_name()
    {
        var ours = LifecycleRules.Of("rocm/", Roots, TimeSpan.FromDays(30));
        LifecycleRule[] there =
        [
            new() { Id = "theirs" },
            new() { Id = ours[0].Id, Status = LifecycleRuleStatus.Disabled },
        ];
        Assert.That(LifecycleRules.TextOf(there[1]), Does.EndWith("switched off"));
        var merged = LifecycleRules.Merge(there, ours);
        Assert.That(merged[0].Id, Is.EqualTo("theirs"));
        Assert.That(merged.Skip(1), Is.EqualTo(ours));
    }
}
