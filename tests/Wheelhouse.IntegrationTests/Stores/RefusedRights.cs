using Amazon;
using Amazon.Runtime;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>What a real gateway does not let a publisher do: the message says what was asked and what it takes.</summary>
[NonParallelizable]
public sealed class RefusedRights : FaultyBucket
{
    private const string Secret = "secret-of-a-user";

    private static readonly string[] Rights =
    [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:ListBucket",
        "s3:ListMultipartUploadParts",
        "s3:AbortMultipartUpload",
    ];

    private static readonly TemporaryFolder Run = new();
    private static string first = "";
    private static string second = "";

    [OneTimeSetUp]
    public static async Task BuildSites()
    {
        first = await SmallRelease.BuildAsync(SmallRelease.Write(Run["wheels 1"], "1.0"), Run["site 1"]);
        second = await SmallRelease.BuildAsync(SmallRelease.Write(Run["wheels 2"], "2.0", 12_000_000), Run["site 2"]);
    }

    [OneTimeTearDown]
    public static void RemoveSites() => Run.Dispose();

    [Test]
    public async Task With_all_rights_that_are_told_a_user_publishes()
    {
        var user = await UserAsync(Rights);
        await SmallRelease.PublishAsync(Open(AsUser(user)), second);
    }

    [TestCase("s3:PutObject", "write", "s3:PutObject on arn:aws:s3:::wheelhouse/")]
    [TestCase("s3:GetObject", "read", "s3:GetObject on arn:aws:s3:::wheelhouse/")]
    [TestCase("s3:DeleteObject", "delete", "s3:DeleteObject on arn:aws:s3:::wheelhouse/")]
    [TestCase("s3:ListBucket", "list", "s3:ListBucket on arn:aws:s3:::wheelhouse")]
    public async Task A_missing_right_is_named_and_nothing_changes(string right, string operation, string permission)
    {
        await SmallRelease.PublishAsync(Store, first);
        var before = await UsersView.ETagsAsync(Server, Location.Prefix);
        var user = await UserAsync([.. Rights.Where(other => other != right)]);
        var error = await Assert.ThrowsAsync<StoreAccessDeniedException>(() =>
            SmallRelease.PublishAsync(Open(AsUser(user)), second)
        );
        TestContext.Out.WriteLine(error!.Message);
        Assert.That(error.Operation, Is.EqualTo(operation));
        Assert.That(error.Permission, Does.Contain(permission));
        Assert.That(error.Message, Does.Contain($"{operation} \"{error.Key}\"").And.Contain(permission));
        var after = await UsersView.ETagsAsync(Server, Location.Prefix);
        Assert.That(after.Pages(), Is.SupersetOf(before.Pages()));
    }

    // The gateway lets a user see the parts of an upload of its own: this one is another's.
    [TestCase("s3:ListMultipartUploadParts", "list the parts of", false)]
    [TestCase("s3:AbortMultipartUpload", "remove the parts of", true)]
    public async Task A_missing_right_on_the_parts_of_another_run_is_named(string right, string operation, bool isOld)
    {
        await SmallRelease.PublishAsync(Store, first);
        Proxy.Choose = request => request.Contains("partNumber=2", StringComparison.Ordinal) ? Fault.Reset : null;
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            SmallRelease.PublishAsync(Open(settings => settings with { Attempts = 1 }), second)
        );
        Proxy.Choose = _ => null;
        var before = await UsersView.ETagsAsync(Server, Location.Prefix);
        var user = await UserAsync([.. Rights.Where(other => other != right)]);
        var store = Open(settings =>
            AsUser(user)(isOld ? settings with { OldAge = TimeSpan.FromSeconds(-5) } : settings)
        );
        var error = await Assert.ThrowsAsync<StoreAccessDeniedException>(() =>
            SmallRelease.PublishAsync(store, second)
        );
        TestContext.Out.WriteLine(error!.Message);
        Assert.That(error.Operation, Is.EqualTo(operation));
        Assert.That(error.Permission, Does.Contain($"{right} on arn:aws:s3:::wheelhouse/"));
        var after = await UsersView.ETagsAsync(Server, Location.Prefix);
        Assert.That(after.Pages(), Is.SupersetOf(before.Pages()));
    }

    [Test]
    public async Task A_status_without_the_right_to_list_uploads_says_that_it_does_not_know_them()
    {
        await SmallRelease.PublishAsync(Store, first);
        var user = await UserAsync(["s3:GetObject", "s3:ListBucket"]);
        var status = await new StatusReader(Open(AsUser(user))).ReadAsync(default);
        Assert.That(status.IsSound);
        Assert.That(
            status.Findings.Single().Detail,
            Is.EqualTo("not known, it takes s3:ListBucketMultipartUploads on arn:aws:s3:::wheelhouse")
        );
        var planner = new PrunePlanner(Open(AsUser(user)));
        var error = await Assert.ThrowsAsync<StoreAccessDeniedException>(() =>
            planner.PlanAsync(new PruneRules { Keep = 1 }, default)
        );
        Assert.That(error!.Permission, Does.StartWith("s3:ListBucketMultipartUploads on "));
    }

    [Test]
    public async Task The_pipeline_says_it_in_a_few_lines()
    {
        var user = await UserAsync([.. Rights.Where(right => right != "s3:PutObject")]);
        using var run = new TemporaryFolder();
        SmallRelease.Write(run["wheels"], "1.0");
        string[] arguments =
        [
            "--target=Publish",
            "--no-index",
            $"--base-wheels={run["wheels"]}",
            "--root=torch",
            $"--artifacts={run["artifacts"]}",
        ];
        var refused = await HostOfBucket.RunAsync(user, Secret, Server.Endpoint, Location, arguments);
        Assert.That(
            refused.Failed().Error,
            Does.Contain("does not let this user write \"")
                .And.Contain("Allow the user of these credentials s3:PutObject")
        );
        Assert.That(refused.Text, Does.Not.Contain(Secret).And.Not.Contain("   at "));
        var absent = (BucketLocation)StoreLocation.Parse("s3://not-there/prefix");
        var missing = await HostOfBucket.RunAsync(
            Server.AccessKey,
            Server.SecretKey,
            Server.Endpoint,
            absent,
            arguments
        );
        Assert.That(missing.Failed().Error, Does.Contain("There is no bucket \"not-there\" here"));
    }

    [Test]
    public async Task The_doctor_says_what_a_user_may_and_what_mends_the_rest()
    {
        using var run = new TemporaryFolder();
        string[] arguments = ["--target=Doctor", $"--artifacts={run["artifacts"]}"];
        var able = await HostOfBucket.RunAsync(await UserAsync(Rights), Secret, Server.Endpoint, Location, arguments);
        Assert.That(
            able.Succeeded().Output,
            Does.Match("ok +AWS identity +by EnvironmentVariables; whose they are could not be checked: 127")
                .And.Match("ok +store permissions +list, write, read and delete at s3://")
                .And.Match("ok +store conditions +hold")
        );

        var user = await UserAsync([.. Rights.Where(right => right != "s3:PutObject")]);
        var unable = (await HostOfBucket.RunAsync(user, Secret, Server.Endpoint, Location, arguments)).Failed();
        Assert.That(
            unable.Output,
            Does.Match(
                "failing +store permissions +these credentials lack s3:PutObject on arn.*; to mend it: ./build.cake-frosting --target=Setup-Bucket"
                    + " --store=s3://.* --print-policies --output=policies && aws --endpoint-url http.* iam put-"
            )
        );
        Assert.That(unable.Error, Does.Contain("this machine is not ready: store permissions"));
        Assert.That(unable.Text, Does.Not.Contain(Secret));

        var absent = (BucketLocation)StoreLocation.Parse("s3://not-there/prefix");
        var missing = await HostOfBucket.RunAsync(
            Server.AccessKey,
            Server.SecretKey,
            Server.Endpoint,
            absent,
            arguments
        );
        Assert.That(
            missing.Failed().Output,
            Does.Match(
                "failing +store permissions .*; to mend it: ./build.cake-frosting --target=Setup-Bucket --store=s3://not-there/prefix --s3-endpoint=http"
            )
        );
    }

    [Test]
    public async Task A_key_that_is_taken_away_half_way_stops_the_publish_between_two_pages()
    {
        await SmallRelease.PublishAsync(Store, first);
        var user = await UserAsync(Rights);
        var pages = 0;
        Proxy.Choose = request =>
        {
            if (IsPageWritten(request) && Interlocked.Increment(ref pages) == 4)
            {
                Server.RemoveKeyAsync(user).GetAwaiter().GetResult();
            }

            return null;
        };
        // An answer to HEAD has no body that could tell why.
        var error = await Assert.CatchAsync<WheelhouseException>(() =>
            SmallRelease.PublishAsync(Open(AsUser(user)), second)
        );
        Assert.That(error, Is.InstanceOf<StoreCredentialsException>().Or.InstanceOf<StoreAccessDeniedException>());
        // What a user of the gateway wrote is the user's, and others need a right to it.
        await AssertCompletedByTheNextAsync(AsUser(await UserAsync(Rights)));
    }

    // The gateway's own temporary credentials last 15 minutes at least, so here it is the proxy that calls them expired.
    [TestCase(400)]
    [TestCase(403)]
    public async Task Credentials_that_expire_half_way_do_too(int status)
    {
        await SmallRelease.PublishAsync(Store, first);
        var pages = 0;
        Proxy.Choose = request =>
            (IsPageWritten(request) && Interlocked.Increment(ref pages) >= 4) || pages >= 4
                ? Fault.Answer(status, "ExpiredToken")
                : null;
        var error = await Assert.ThrowsAsync<StoreCredentialsExpiredException>(() =>
            SmallRelease.PublishAsync(Store, second)
        );
        Assert.That(error!.Message, Does.Contain("expired").And.Contain("did not write \"simple"));
        Assert.That(error.Message, Does.Contain("Sign in again"));
        await AssertCompletedByTheNextAsync(settings => settings);
    }

    [TestCase(-1)]
    [TestCase(1)]
    public async Task A_wrong_clock_is_told(int hours)
    {
        await SmallRelease.PublishAsync(Store, first);
        var before = await Server.ETagsAsync(Location.Prefix);
        AWSConfigs.ManualClockCorrection = TimeSpan.FromHours(hours);
        try
        {
            var error = await Assert.ThrowsAsync<StoreClockException>(() =>
                SmallRelease.PublishAsync(Open(settings => settings), second)
            );
            Assert.That(error!.Message, Does.Contain("The clock here says").And.Contain("did not read \""));
        }
        finally
        {
            AWSConfigs.ManualClockCorrection = null;
        }

        Assert.That(await Server.ETagsAsync(Location.Prefix), Is.EqualTo(before));
    }

    private static bool IsPageWritten(string request) =>
        request.StartsWith("PUT", StringComparison.Ordinal) && request.Contains("/simple", StringComparison.Ordinal);

    private static Func<S3Settings, S3Settings> AsUser(string user) =>
        settings => settings with { Credentials = new BasicAWSCredentials(user, Secret) };

    /// <summary>A new user with these rights on the bucket; others lose theirs.</summary>
    private async Task<string> UserAsync(string[] rights)
    {
        var user = $"user{Guid.NewGuid():N}";
        await Server.AddUserAsync(user, Secret);
        await Server.AllowAsync(user, rights);
        return user;
    }

    private async Task AssertCompletedByTheNextAsync(Func<S3Settings, S3Settings> publisher)
    {
        Proxy.Choose = _ => null;
        var store = Open(publisher);
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
        await SmallRelease.PublishAsync(store, second);
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(6));
        Assert.That(visible.Json, Is.EqualTo(visible.Html));
    }
}
