using System.Text.RegularExpressions;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The commands of <c>build/aws/README.md</c>, run in their order against real servers as far as these can answer.</summary>
public sealed partial class AwsGuide
{
    private const string Guide = "build/aws/README.md";
    private static readonly string Text = File.ReadAllText(Path.Join(Pipeline.Repository, Guide));

    private string bucket = "";

    [SetUp]
    public void NameBucket() => bucket = $"guide-{Guid.NewGuid():N}";

    [Test]
    public async Task A_store_is_set_up_published_to_and_installed_from()
    {
        var server = await S3Servers.CephAsync();
        using var run = new TemporaryFolder();
        await Pip.MakeAsync(run["environment"]);
        // What has the reader's own wheels, or an address that is not here, is run dry by other tests.
        var commands = Commands("./build.cake-frosting")
            .Where(command => !command.Contains("=DIR") && !command.Contains("--public-url"))
            .ToList();
        Assert.That(commands, Has.Count.AtLeast(7));
        foreach (var command in commands)
        {
            var finished = await RunAsync(command, run.Path, server);
            TestContext.Out.WriteLine($"{command}\n{finished.Output}");
            finished.Succeeded();
        }

        Assert.That(Directory.GetFiles(run["policies"]).Select(Path.GetFileName), Is.EquivalentTo(Policies));
        // From what the trial published, since the reader's wheels are not here.
        var install = "environment/bin/" + Commands("pip install ").Single();
        var installed = await RunAsync(
            install
                .Replace("https://YOUR-WHEELS.s3.eu-central-1.amazonaws.com/", $"{server.Endpoint}YOUR-WHEELS/")
                .Replace("/rocm71/", "/trial/", StringComparison.Ordinal),
            run.Path,
            server
        );
        Assert.That(installed.Succeeded().Output, Does.Match(@"Successfully installed .*vllm-\d"));
    }

    [Test]
    public async Task Roles_and_a_distribution_are_made_by_the_aws_cli()
    {
        var server = await S3Servers.MotoAsync();
        RequireAws();
        using var run = new TemporaryFolder();
        Directory.CreateDirectory(run["build", "aws"]);
        foreach (var file in Directory.GetFiles(Path.Join(Pipeline.Repository, "build/aws"), "*.json"))
        {
            File.Copy(file, run["build", "aws", Path.GetFileName(file)]);
        }

        var commands = Commands("./build.cake-frosting", "aws ", "sed ")
            .Where(command => command.Contains("Setup-Bucket") || !command.StartsWith('.'))
            .ToList();
        Assert.That(commands.Count(command => command.StartsWith("aws ", StringComparison.Ordinal)), Is.AtLeast(7));
        foreach (var command in commands)
        {
            // The server does not know cache policies; the CLI checks what it would ask for all the same.
            // Its first region is the one that takes buckets without a word of where they are to be.
            var asked = (
                command.Contains("create-cache-policy") ? command + " --generate-cli-skeleton output" : command
            ).Replace("eu-central-1", "us-east-1", StringComparison.Ordinal);
            var finished = await RunAsync(asked, run.Path, server);
            TestContext.Out.WriteLine($"{asked}\n{finished.Output}");
            finished.Succeeded();
        }

        var distribution = (await RunAsync(LastDistribution, run.Path, server)).Succeeded().Output.Trim();
        var origin = (await RunAsync(OriginOf + distribution, run.Path, server)).Succeeded().Output.Trim();
        Assert.That(origin, Is.EqualTo($"{bucket}.s3.us-east-1.amazonaws.com"));
        var invalidate = Documents
            .Inline(Guide, "aws cloudfront create-invalidation ")
            .Replace(" ID ", $" {distribution} ", StringComparison.Ordinal);
        var invalidated = (await RunAsync(invalidate, run.Path, server)).Succeeded();
        Assert.That(invalidated.Output, Does.Contain("/rocm71/packages/NAME/*"));
    }

    [Test]
    public async Task A_store_is_copied_from_bucket_to_bucket()
    {
        const string Json = "application/vnd.pypi.simple.v1+json";
        var server = await S3Servers.MotoAsync();
        RequireAws();
        using var client = server.Client();
        await client.PutBucketAsync(bucket);
        await client.PutBucketAsync($"{bucket}-copy");
        await client.PutObjectAsync(
            new()
            {
                BucketName = bucket,
                Key = "simple-json/vllm/",
                ContentType = Json,
                ContentBody = "{}",
            }
        );
        var copy = Documents
            .Inline("build/README.md", "aws s3 sync ")
            .Replace("s3://wheels", $"s3://{bucket}", StringComparison.Ordinal)
            .Replace("s3://COPY", $"s3://{bucket}-copy", StringComparison.Ordinal);
        using var run = new TemporaryFolder();
        (await RunAsync(copy, run.Path, server)).Succeeded();
        var copied = await client.GetObjectMetadataAsync($"{bucket}-copy", "simple-json/vllm/");
        Assert.That(copied.Headers.ContentType, Is.EqualTo(Json), "pip takes no JSON page of another type");
    }

    [Test]
    public void Every_message_that_is_explained_is_one_of_ours()
    {
        var cause = new InvalidOperationException("why");
        var run = RunId.Parse("20251105T143000Z-9f3a1c");
        string[] ours =
        [
            .. new WheelhouseException[]
            {
                new BucketMissingException("b", "s3://b", cause),
                new StoreRegionException("The bucket is in another region: eu-west-1, not us-east-1", "s3://b", cause),
                new StoreAccessDeniedException("write", "key", "s3://b", cause),
                new StoreAccessDeniedException("set the public reading of", "b", "s3://b", cause),
                new StoreCredentialsExpiredException("write", "key", "s3://b", cause),
                new StoreClockException("write", "key", "s3://b", DateTimeOffset.UnixEpoch, cause),
                new UnsafeStoreException(["why"], "s3://b"),
                new PublishRefusedException([new RefusedFile("a.whl", "0", "1")], "s3://b"),
                new ForeignPageException("simple/", "simple-json/", "s3://b"),
                new HistoryMissingException(run, ["page"], "s3://b"),
            }.Select(error => error.What),
            .. Sources(
                "build/Diagnosis/IdentityCheck.cs",
                "build/Diagnosis/StoreCheck.cs",
                "build/Stores/PublicReading.cs"
            ),
        ];
        var explained = Row().Matches(Text[Text.IndexOf("## By symptom", StringComparison.Ordinal)..]);
        Assert.That(explained, Has.Count.AtLeast(12));
        foreach (var message in explained.Select(row => row.Groups[1].Value))
        {
            var form = new Regex(Regex.Escape(message).Replace(@"\.\.\.", ".+", StringComparison.Ordinal));
            Assert.That(ours.Any(text => form.IsMatch(text.ReplaceLineEndings(" "))), message);
        }
    }

    private const string LastDistribution =
        "aws cloudfront list-distributions --output text --query DistributionList.Items[-1].Id";

    private const string OriginOf =
        "aws cloudfront get-distribution --output text --query Distribution.DistributionConfig.Origins.Items[0].DomainName --id ";

    private static void RequireAws()
    {
        if (AwsTools.Aws is null)
        {
            Assert.Ignore("lacks the AWS CLI, which --provision installs where pip reaches an index that has it");
        }
    }

    private static readonly string[] Policies = ["github-trust.json", "pruner.json", "publisher.json"];

    private static IEnumerable<string> Commands(params string[] programs) =>
        Documents
            .Lines(Guide)
            .Where(command => programs.Any(program => command.StartsWith(program, StringComparison.Ordinal)));

    // Literals as they come out, with something for what is filled in.
    private static IEnumerable<string> Sources(params string[] files) =>
        files
            .Select(file => File.ReadAllText(Path.Join(Pipeline.Repository, file)))
            .SelectMany(source => Literal().Matches(source))
            .Select(literal => Hole().Replace(literal.Groups[1].Value, "403"));

    private Task<Pipeline.Finished> RunAsync(string command, string folder, S3Server server) =>
        Pipeline.RunAsync(
            "sh",
            [
                "-c",
                $"cd \"$0\" && {Documents.WithLauncher(command).Replace("YOUR-WHEELS", bucket, StringComparison.Ordinal)}",
                folder,
            ],
            new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = server.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = server.SecretKey,
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_ENDPOINT_URL"] = $"{server.Endpoint}",
                ["AWS_CONFIG_FILE"] = "/dev/null",
                ["PIP_CONFIG_FILE"] = "/dev/null",
                ["PATH"] = $"{Path.GetDirectoryName(AwsTools.Aws)}:{Environment.GetEnvironmentVariable("PATH")}",
                ["CAKE_WHEELHOUSE_S3ENDPOINT"] = $"{server.Endpoint}",
                ["CAKE_WHEELHOUSE_S3PATHSTYLE"] = "true",
                ["CAKE_WHEELHOUSE_ARTIFACTS"] = Path.Join(folder, "artifacts"),
            }
        );

    // What pip and GitHub say is theirs, and marked so.
    [GeneratedRegex(@"^\| `([^`]+)`(?! \((?:pip|GitHub)\))", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"([^\"\n]{12,})\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Hole();
}
