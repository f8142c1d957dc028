using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Newtonsoft.Json.Linq;
using Wheelhouse.Hosting;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A bucket made for a store by a real gateway, which knows most settings of AWS and answers nonsense for one.</summary>
[NonParallelizable]
public sealed class BucketSetups
{
    private const string Secret = "secret-of-a-user";

    private CephGateway server = null!;
    private BucketLocation location = null!;

    [SetUp]
    public async Task NameBucket()
    {
        server = await S3Servers.CephAsync();
        location = (BucketLocation)StoreLocation.Parse($"s3://made-{Guid.NewGuid():N}/rocm");
    }

    [Test]
    public async Task It_is_planned_made_and_then_found_as_it_should_be()
    {
        using var setup = Setup(new BucketSetupOptions { Website = true });
        var plan = await setup.PlanAsync(default);
        Assert.That(plan.IsNew && !plan.IsEmpty, $"{plan}");
        Assert.That((await setup.PlanAsync(default)).IsNew, "a plan makes nothing");

        var after = await setup.ApplyAsync(plan, default);
        TestContext.Out.WriteLine(after);
        Assert.That(after.IsEmpty && !after.IsNew, $"{after}");
        Assert.That((await setup.PlanAsync(default)).IsEmpty);
        Assert.That(
            after.Settings.Where(setting => setting.State == BucketSettingState.Left).Select(setting => setting.Name),
            Is.EqualTo(new[] { "public access block", "ownership controls", "versioning" }),
            $"{after}"
        );
    }

    [Test]
    public async Task An_empty_answer_is_no_missing_setting()
    {
        await using var proxy = await FaultProxy.StartAsync(server.Endpoint);
        using var setup = new BucketSetup(
            location,
            server.Settings with
            {
                Endpoint = proxy.Endpoint,
                RetryPause = TimeSpan.FromMilliseconds(2),
            },
            new BucketSetupOptions { Website = true }
        );
        await setup.ApplyAsync(await setup.PlanAsync(default), default);
        var asked = new HashSet<string>();
        proxy.Choose = request =>
            request.StartsWith("GET ", StringComparison.Ordinal) && asked.Add(request) ? Fault.EmptyAnswer : null;
        var plan = await setup.PlanAsync(default);
        Assert.That(plan.IsEmpty, $"{plan}");
        Assert.That(
            asked,
            Has.Some.Contains("?policy")
                .And.Some.Contains("?lifecycle")
                .And.Some.Contains("?cors")
                .And.Some.Contains("?website")
        );

        proxy.Choose = _ => Fault.EmptyAnswer;
        await Assert.ThrowsAsync<StoreOperationFailedException>(() => setup.PlanAsync(default));
    }

    [Test]
    public async Task What_others_set_stays_and_only_what_differs_is_told()
    {
        using (var first = Setup(new BucketSetupOptions()))
        {
            await first.ApplyAsync(await first.PlanAsync(default), default);
        }

        using var client = server.Client();
        var policy = JObject.Parse((await client.GetBucketPolicyAsync(location.Bucket)).Policy);
        ((JArray)policy["Statement"]!).Add(
            JObject.Parse(
                $$"""
                {"Sid": "Theirs", "Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam:::user/somebody"]},
                "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::{{location.Bucket}}/theirs/*"]}
                """
            )
        );
        await client.PutBucketPolicyAsync(location.Bucket, $"{policy}");
        var rules = (await client.GetLifecycleConfigurationAsync(location.Bucket)).Configuration.Rules;
        rules.Single(rule => rule.Id == "wheelhouse-staging-rocm/staging").Expiration.Days = 9;
        rules.Add(
            new LifecycleRule
            {
                Id = "theirs",
                Status = LifecycleRuleStatus.Enabled,
                Filter = new LifecycleFilter
                {
                    LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "logs/" },
                },
                Expiration = new LifecycleRuleExpiration { Days = 3 },
            }
        );
        await client.PutLifecycleConfigurationAsync(location.Bucket, new LifecycleConfiguration { Rules = rules });

        using var setup = Setup(new BucketSetupOptions { Channels = [Channel.Parse("nightly")] });
        var plan = await setup.PlanAsync(default);
        Assert.That(
            plan.Settings.Where(setting => setting.State == BucketSettingState.Changed).Select(setting => setting.Name),
            Is.EqualTo(new[] { "public reading", "lifecycle" }),
            $"{plan}"
        );
        Assert.That(
            $"{plan}",
            Does.Contain("- wheelhouse-staging-rocm/staging: below \"rocm/staging/\" objects go after 9")
        );
        Assert.That($"{plan}", Does.Contain($"+ arn:aws:s3:::{location.Bucket}/rocm/nightly/simple/*"));
        await setup.ApplyAsync(plan, default);

        var kept = (await client.GetBucketPolicyAsync(location.Bucket)).Policy;
        Assert.That(kept, Does.Contain("Theirs").And.Contain("/theirs/*").And.Contain("nightly/simple/*"));
        var all = (await client.GetLifecycleConfigurationAsync(location.Bucket)).Configuration.Rules;
        Assert.That(all.Single(rule => rule.Id == "theirs").Expiration.Days, Is.EqualTo(3));
        Assert.That(all.Single(rule => rule.Id == "wheelhouse-staging-rocm/staging").Expiration.Days, Is.EqualTo(1));

        using var again = Setup(new BucketSetupOptions());
        Assert.That((await again.PlanAsync(default)).IsEmpty, "a channel that was named stays readable");
    }

    [Test]
    public async Task The_publishers_policy_is_enough_to_publish_and_too_little_to_delete()
    {
        using (var setup = Setup(new BucketSetupOptions()))
        {
            await setup.ApplyAsync(await setup.PlanAsync(default), default);
        }

        var user = $"user{Guid.NewGuid():N}";
        await server.AddUserAsync(user, Secret);
        await AllowAsync(user, "publisher");
        using var run = new TemporaryFolder();
        var wheels = SmallRelease.Write(run["wheels"], "1.0", 12_000_000);
        var site = await SmallRelease.BuildAsync(wheels, run["site"]);
        var settings = server.Settings with { PartSize = 5 << 20, Credentials = new BasicAWSCredentials(user, Secret) };
        var store = location.Open(settings);
        Assert.That((await store.ProbeAsync(default)).IsSafe);
        var publisher = new Publisher(store, new PublisherOptions { Gate = (_, _, _) => Task.CompletedTask });
        var result = await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
        Assert.That(result.FilesSent, Has.Count.EqualTo(6));
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);

        var keys = new List<string>();
        await foreach (var row in store.ListAsync("", default))
        {
            keys.Add(row.Key);
        }

        Assert.That(keys, Has.None.StartsWith("staging/"), "its own trial it removes");
        foreach (var folder in new[] { "packages/", "simple/", "simple-json/", "releases/", "status.json" })
        {
            var key = keys.First(key => key.StartsWith(folder, StringComparison.Ordinal));
            var refused = await Assert.ThrowsAsync<StoreAccessDeniedException>(() => store.DeleteAsync(key, default));
            Assert.That(refused!.Permission, Does.StartWith("s3:DeleteObject on"), key);
        }

        var wheel = keys.First(key => key.EndsWith(".whl", StringComparison.Ordinal));
        await AllowAsync(user, "pruner");
        await store.DeleteAsync(wheel, default);
        var page = keys.First(key => key.StartsWith("simple/", StringComparison.Ordinal));
        await Assert.ThrowsAsync<StoreAccessDeniedException>(() => store.DeleteAsync(page, default));
    }

    [Test]
    public async Task Everybody_reads_what_users_read_and_nothing_else()
    {
        using (var setup = Setup(new BucketSetupOptions { Channels = [Channel.Parse("nightly")] }))
        {
            await setup.ApplyAsync(await setup.PlanAsync(default), default);
        }

        var store = location.Open(server.Settings);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler);
        foreach (
            var (key, expected) in new[]
            {
                ("simple/", 200),
                ("simple/torch/index.html", 200),
                ("simple-json/torch/", 200),
                ("packages/torch/torch-1.0-py3-none-any.whl", 200),
                ("index.html", 200),
                ("status.json", 200),
                ("wheelhouse.json", 200),
                ("releases/20260101-000000-aaaa/pylock.toml", 200),
                ("releases/20260101-000000-aaaa/wheelhouse.json", 200),
                ("nightly/simple/torch/", 200),
                ("releases/20260101-000000-aaaa.json", 403),
                ("staging/20260101-000000-aaaa/simple/torch/", 403),
                ("nightly/staging/20260101-000000-aaaa/simple/torch/", 403),
                ("history/20260101-000000-aaaa/simple-json/torch/index.json", 403),
                ("cache/key/manifest.json", 403),
                ("other/simple/torch/", 403),
            }
        )
        {
            await store.PutAsync(
                key,
                ObjectContent.FromBytes([1]),
                new ObjectOptions("text/plain"),
                PutCondition.None,
                default
            );
            using var answer = await client.GetAsync(new Uri(location.PublicUrl(server.Settings), key));
            Assert.That((int)answer.StatusCode, Is.EqualTo(expected), key);
        }

        using var listing = await client.GetAsync(new Uri(server.Endpoint, location.Bucket));
        Assert.That((int)listing.StatusCode, Is.EqualTo(403));
    }

    [Test]
    public async Task The_task_makes_it_and_prints_policies()
    {
        string[] credentials = [server.AccessKey, server.SecretKey];
        var planned = await RunAsync("--plan", "--json");
        var data = JObject.Parse(planned.Output);
        Assert.That((bool)data["isNew"]! && !(bool)data["isEmpty"]!);
        Assert.That(planned.Error, Does.Contain("+ wheelhouse-staging-rocm/staging"));
        Assert.That(
            (await RunAsync()).Output,
            Does.Contain("this service does not know it").And.Contain("lifecycle: made")
        );
        Assert.That((bool)JObject.Parse((await RunAsync("--plan", "--json")).Output)["isEmpty"]!);

        var printed = await RunAsync("--print-policies", "--github-repository=me/wheels");
        Assert.That(printed.Output, Does.Contain($"arn:aws:s3:::{location.Bucket}/rocm/staging/*"));
        Assert.That(printed.Output, Does.Contain("repo:me/wheels:ref:refs/heads/main"));

        async Task<Pipeline.Finished> RunAsync(params string[] arguments) =>
            (
                await HostOfBucket.RunAsync(
                    credentials[0],
                    credentials[1],
                    server.Endpoint,
                    location,
                    ["--target=Setup-Bucket", .. arguments]
                )
            ).Succeeded();
    }

    private BucketSetup Setup(BucketSetupOptions options) => new(location, server.Settings, options);

    // The gateway has no policies of users: the same statements for one user in the bucket's own policy.
    private async Task AllowAsync(string user, string policy)
    {
        var folder = Path.Combine(Pipeline.Repository, "build", "aws");
        var filled = (JObject)AccessPolicies.Fill(folder, location, Channel.Main, null)[policy]!;
        foreach (var statement in filled["Statement"]!)
        {
            statement["Principal"] = new JObject { ["AWS"] = new JArray($"arn:aws:iam:::user/{user}") };
        }

        using var client = server.Client();
        await client.PutBucketPolicyAsync(location.Bucket, $"{filled}");
    }
}
