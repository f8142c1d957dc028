using Newtonsoft.Json.Linq;
using Wheelhouse.Hosting;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Hosting;

public sealed class PrintedPolicies
{
    private static readonly BucketLocation Store = (BucketLocation)StoreLocation.Parse("s3://wheels/rocm");

    [Test]
    public void Who_publishes_deletes_only_what_is_its_own()
    {
        var publisher = Fill(null)["publisher"]!;
        var deletable = publisher["Statement"]!
            .Where(statement =>
                statement["Action"]!.Any(action => $"{action}".Contains("Delete", StringComparison.Ordinal))
            )
            .SelectMany(statement => statement["Resource"]!.Select(resource => $"{resource}"));
        Assert.That(
            deletable,
            Is.EqualTo(
                new[]
                {
                    "arn:aws:s3:::wheels/rocm/nightly/staging/*",
                    "arn:aws:s3:::wheels/rocm/wheelhouse-probe-*",
                    "arn:aws:s3:::wheels/rocm/.wheelhouse-uploads/*",
                }
            )
        );
    }

    [Test]
    public void No_placeholder_is_left_but_the_accounts_number()
    {
        var text = $"{Fill("me/wheels")}";
        Assert.That(text, Does.Not.Match("BUCKET|PREFIX|CHANNEL|REPOSITORY").And.Contain("repo:me/wheels:ref:"));
        Assert.That(text, Does.Contain("arn:aws:iam::ACCOUNT:oidc-provider"));
        Assert.That(Fill(null).ContainsKey("githubTrust"), Is.False);
    }

    private static JObject Fill(string? repository) =>
        AccessPolicies.Fill(Folder(AppContext.BaseDirectory), Store, Channel.Parse("nightly"), repository);

    private static string Folder(string below) =>
        File.Exists(Path.Combine(below, "Wheelhouse.slnx"))
            ? Path.Combine(below, "build", "aws")
            : Folder(Path.GetDirectoryName(below)!);
}
