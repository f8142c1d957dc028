using Newtonsoft.Json.Linq;
using Wheelhouse.Hosting;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Hosting;

public sealed class PrintedPolicies
{
    private static readonly BucketLocation Store = (BucketLocation)StoreLocation.Parse("s3://wheels/rocm");

    [Test]
    public void Who_publishes_deletes_only_what_is_its_own() =>
        Assert.That(
            Deletable("publisher", "nightly"),
            Is.EqualTo(
                new[]
                {
                    "arn:aws:s3:::wheels/rocm/nightly/staging/*",
                    "arn:aws:s3:::wheels/rocm/claims/*",
                    "arn:aws:s3:::wheels/rocm/wheelhouse-probe-*",
                    "arn:aws:s3:::wheels/rocm/.wheelhouse-uploads/*",
                }
            )
        );

    // A star in place of the channel would stand for simple/history/ as well.
    [TestCase("main", "")]
    [TestCase("nightly", "nightly/")]
    public void Who_prunes_a_channel_deletes_no_page_whatever_its_project_is_called(string channel, string root) =>
        Assert.That(
            Deletable("pruner", channel),
            Is.EqualTo(
                new[]
                {
                    "arn:aws:s3:::wheels/rocm/packages/*",
                    "arn:aws:s3:::wheels/rocm/cache/*",
                    $"arn:aws:s3:::wheels/rocm/{root}history/*",
                    $"arn:aws:s3:::wheels/rocm/{root}staging/*",
                    "arn:aws:s3:::wheels/rocm/claims/*",
                    "arn:aws:s3:::wheels/rocm/wheelhouse-probe-*",
                    "arn:aws:s3:::wheels/rocm/.wheelhouse-uploads/*",
                }
            )
        );

    [TestCase("publisher")]
    [TestCase("pruner")]
    public void Nobody_replaces_a_file(string policy)
    {
        var refusal = Fill(null)[policy]!["Statement"]!.Single(statement => (string?)statement["Effect"] == "Deny");
        Assert.That(
            $"{refusal["Action"]![0]} on {refusal["Resource"]![0]}",
            Is.EqualTo("s3:PutObject on arn:aws:s3:::wheels/rocm/packages/*")
        );
        Assert.That(
            JToken.DeepEquals(
                refusal["Condition"],
                JObject.Parse(
                    """{"Null": {"s3:if-none-match": "true"}, "Bool": {"s3:ObjectCreationOperation": "true"}}"""
                )
            )
        );
    }

    [Test]
    public void No_placeholder_is_left_but_the_accounts_number()
    {
        var text = $"{Fill("me/wheels")}";
        Assert.That(text, Does.Not.Match("BUCKET|PREFIX|CHANNEL|REPOSITORY").And.Contain("repo:me/wheels:ref:"));
        Assert.That(text, Does.Contain("arn:aws:iam::ACCOUNT:oidc-provider"));
        Assert.That(Fill(null).ContainsKey(AccessPolicies.GitHubTrust), Is.False);
    }

    private static IEnumerable<string> Deletable(string policy, string channel) =>
        Fill(null, channel)[policy]!["Statement"]!
            .Where(statement =>
                statement["Action"]!.Any(action => $"{action}".Contains("Delete", StringComparison.Ordinal))
            )
            .SelectMany(statement => statement["Resource"]!.Select(resource => $"{resource}"));

    private static JObject Fill(string? repository, string channel = "nightly") =>
        AccessPolicies.Fill(Folder(AppContext.BaseDirectory), Store, Channel.Parse(channel), repository);

    private static string Folder(string below) =>
        File.Exists(Path.Combine(below, "Wheelhouse.slnx"))
            ? Path.Combine(below, "build", "aws")
            : Folder(Path.GetDirectoryName(below)!);
}
