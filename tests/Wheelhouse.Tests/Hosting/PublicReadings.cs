using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Wheelhouse.Hosting;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Hosting;

public sealed partial class PublicReadings
{
    private static readonly BucketLocation Store = Of("s3://wheels/rocm");
    private static readonly string[] Main = [""];
    private static readonly string[] MainAndNightly = ["", "nightly/"];

    [Test]
    public void A_policy_gets_the_stores_own_statement_and_keeps_the_others()
    {
        var policy = JObject.Parse(
            """{"Version": "2008-10-17", "Id": "x", "Statement": {"Sid": "Theirs", "Effect": "Deny"}}"""
        );
        var resources = PublicReading.Resources(Store, MainAndNightly);
        var merged = PublicReading.With(policy, Store, resources);
        Assert.That(PublicReading.Current(merged, Store), Is.EqualTo(resources));
        Assert.That(PublicReading.Roots(merged, Store), Is.EqualTo(new[] { "nightly/" }));
        Assert.That((string?)merged["Id"], Is.EqualTo("x"));
        Assert.That((string?)merged["Statement"]![0]!["Sid"], Is.EqualTo("Theirs"));

        var again = PublicReading.With(merged, Store, PublicReading.Resources(Store, Main));
        Assert.That(again["Statement"]!.Count(), Is.EqualTo(2));
        Assert.That(PublicReading.Roots(again, Store), Is.Empty);
    }

    [Test]
    public void The_guide_names_all_that_is_public_and_nothing_else()
    {
        var guide = File.ReadAllLines(Examples.RepositoryFile("build/aws/README.md"));
        var row = guide.Single(line => line.StartsWith("| public reading |", StringComparison.Ordinal));
        var named = Quoted().Matches(row).Select(match => match.Groups[1].Value);
        var read = PublicReading.Resources(Store, Main).Select(arn => arn["arn:aws:s3:::wheels/rocm/".Length..]);
        Assert.That(named, Is.EquivalentTo(read.Select(name => name.TrimEnd('*'))));
    }

    [Test]
    public void A_stores_statement_is_not_another_stores_in_the_same_bucket()
    {
        var resources = PublicReading.Resources(Store, Main);
        var merged = PublicReading.With(null, Store, resources);
        foreach (var other in new[] { "s3://wheels", "s3://wheels/rocm/71", "s3://wheels/ROCM", "s3://wheels/roc-m" })
        {
            Assert.That(PublicReading.Current(merged, Of(other)), Is.Null, other);
            merged = PublicReading.With(merged, Of(other), PublicReading.Resources(Of(other), Main));
        }

        Assert.That(merged["Statement"]!.Count(), Is.EqualTo(5));
        Assert.That(
            merged["Statement"]!.Select(statement => (string)statement["Sid"]!),
            Has.All.Match("^[A-Za-z0-9]+$")
        );
        Assert.That(PublicReading.Current(merged, Store), Is.EqualTo(resources));
    }

    [Test]
    public void A_service_may_write_lists_of_one_without_the_list()
    {
        var resources = PublicReading.Resources(Store, Main);
        var merged = PublicReading.With(null, Store, resources);
        var statement = (JObject)merged["Statement"]![0]!;
        statement["Principal"] = "*";
        statement["Action"] = "s3:GetObject";
        merged["Statement"] = statement;
        Assert.That(PublicReading.Current(merged, Store), Is.EqualTo(resources));
    }

    [TestCase("Effect", "Deny")]
    [TestCase("Action", "s3:*")]
    [TestCase("Principal", "arn:aws:iam::1:root")]
    [TestCase("Condition", "anything")]
    public void A_statement_of_ours_that_somebody_changed_differs(string key, string value)
    {
        var resources = PublicReading.Resources(Store, Main);
        var merged = PublicReading.With(null, Store, resources);
        merged["Statement"]![0]![key] = value;
        Assert.That(PublicReading.Current(merged, Store), Is.Not.EqualTo(resources));
    }

    private static BucketLocation Of(string text) => (BucketLocation)StoreLocation.Parse(text);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
