using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Wheelhouse.Index;

namespace Wheelhouse.Hosting;

/// <summary>
/// The <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html">lifecycle</see> of what
/// nobody needs any more. Our rules are known by their names.
/// </summary>
internal static class LifecycleRules
{
    private const string Beginning = "wheelhouse-";
    private const string History = "history";
    private const int UploadDays = 7;
    private const int StagingDays = 1;

    // What runs that were killed left: it counts for nothing after two days by the store's own clock, and whoever wrote it
    // stopped after one, so that what goes here neither kept a file nor held up a publisher any more.
    private const int ClaimDays = 14;

    /// <summary>The rules of a store.</summary>
    /// <param name="prefix">What the store's keys begin with.</param>
    /// <param name="roots">The roots of its channels, that of the main one included.</param>
    /// <param name="grace">How long replaced pages and objects stay.</param>
    public static IReadOnlyList<LifecycleRule> Of(string prefix, IEnumerable<string> roots, TimeSpan grace)
    {
        var days = Math.Max(1, (int)grace.TotalDays);
        var uploads = Rule("uploads", prefix);
        uploads.AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload
        {
            DaysAfterInitiation = UploadDays,
        };
        var versions = Rule("versions", prefix);
        versions.NoncurrentVersionExpiration = new LifecycleRuleNoncurrentVersionExpiration { NoncurrentDays = days };
        return
        [
            uploads,
            versions,
            // Shared by all channels, as the files are.
            Expiring("claims", prefix + IndexLayout.Claims, ClaimDays),
            .. roots.SelectMany(root =>
                new[]
                {
                    Expiring("staging", prefix + root + "staging/", StagingDays),
                    Expiring(History, prefix + root + "history/", days),
                }
            ),
        ];
    }

    /// <summary>The rules there are, ours replaced by these of the same name.</summary>
    public static List<LifecycleRule> Merge(IEnumerable<LifecycleRule> current, IReadOnlyList<LifecycleRule> ours) =>
        [.. current.Where(rule => ours.All(own => own.Id != rule.Id)), .. ours];

    /// <summary>A rule of ours in one line: all that it does.</summary>
    public static string TextOf(LifecycleRule rule)
    {
        var parts = new List<string>();
        Add(rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation, "parts of uploads that were not completed go");
        Add(rule.NoncurrentVersionExpiration?.NoncurrentDays, "replaced and deleted versions go");
        Add(rule.Expiration?.Days, "objects go");
        if (rule.Id?.StartsWith($"{Beginning}{History}", StringComparison.Ordinal) == true)
        {
            parts.Add("and Rollback reaches no further back");
        }

        var off = rule.Status == LifecycleRuleStatus.Enabled ? "" : ", switched off";
        return $"{rule.Id}: below \"{PrefixOf(rule)}\" {string.Join(", ", parts)}{off}";

        void Add(int? days, string what)
        {
            if (days is not null)
            {
                parts.Add($"{what} after {Counted.Of(days.Value, "day")}");
            }
        }
    }

    private static LifecycleRule Expiring(string name, string folder, int days)
    {
        var rule = Rule(name, folder);
        rule.Expiration = new LifecycleRuleExpiration { Days = days };
        return rule;
    }

    // Several stores may lie in one bucket: the name tells the folder.
    private static LifecycleRule Rule(string name, string folder) =>
        new()
        {
            Id = $"{Beginning}{name}{(folder.Length == 0 ? "" : "-")}{folder.TrimEnd('/')}",
            Status = LifecycleRuleStatus.Enabled,
            Filter = new LifecycleFilter
            {
                LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = folder },
            },
        };

    private static string PrefixOf(LifecycleRule rule) =>
        rule.Filter?.LifecycleFilterPredicate is LifecyclePrefixPredicate predicate
            ? predicate.Prefix
            : rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? "";
}
