using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A server that speaks S3, on the loopback interface, empty at the start and gone at the end.</summary>
internal abstract class S3Server : IDisposable
{
    public const string Bucket = "wheelhouse";
    private readonly TemporaryFolder folder = new();
    private readonly List<ServerProcess> processes = [];

    public Uri Endpoint { get; } = new($"http://127.0.0.1:{ServerProcess.FreePort()}");

    public virtual string AccessKey => "test";

    public virtual string SecretKey => "testsecret";

    /// <summary>How tests reach it.</summary>
    public S3Settings Settings =>
        new()
        {
            Endpoint = Endpoint,
            PathStyle = true,
            Credentials = new BasicAWSCredentials(AccessKey, SecretKey),
        };

    protected string Folder => folder.Path;

    protected string Log => folder["log"];

    /// <summary>What the SDK sees of it, for what stores do not do: buckets, policies.</summary>
    public AmazonS3Client Client() =>
        new(
            new BasicAWSCredentials(AccessKey, SecretKey),
            new AmazonS3Config
            {
                ServiceURL = Endpoint.AbsoluteUri,
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
            }
        );

    /// <summary>The location of an empty store.</summary>
    public static BucketLocation EmptyStore() =>
        (BucketLocation)StoreLocation.Parse($"s3://{Bucket}/{Guid.NewGuid():N}");

    /// <summary>The uploads in parts that were begun and not ended.</summary>
    public async Task<IReadOnlyList<MultipartUpload>> UploadsAsync()
    {
        using var client = Client();
        return (await client.ListMultipartUploadsAsync(Bucket)).MultipartUploads ?? [];
    }

    /// <summary>Keys of the bucket, also those that stores do not show.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string prefix) => [.. (await ETagsAsync(prefix)).Keys];

    /// <summary>The ETags of all objects whose keys begin so, by what follows in their keys.</summary>
    public async Task<SortedDictionary<string, string>> ETagsAsync(string prefix)
    {
        using var client = Client();
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix };
        var objects = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in client.Paginators.ListObjectsV2(request).S3Objects)
        {
            objects[row.Key[prefix.Length..]] = row.ETag;
        }

        return objects;
    }

    /// <summary>Lets everybody read the objects of the bucket, as a store's users must.</summary>
    public async Task AllowReadingAsync()
    {
        using var client = Client();
        await client.PutBucketPolicyAsync(
            Bucket,
            $$"""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["*"]},
            "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::{{Bucket}}/*"]}]}
            """
        );
    }

    /// <summary>Lets nobody but the owner read.</summary>
    public async Task ForbidReadingAsync()
    {
        using var client = Client();
        await client.DeleteBucketPolicyAsync(Bucket);
    }

    /// <summary>Gives one user rights on the bucket and its objects, and nobody else any.</summary>
    public async Task AllowAsync(string user, IEnumerable<string> rights)
    {
        using var client = Client();
        await client.PutBucketPolicyAsync(
            Bucket,
            $$"""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam:::user/{{user}}"]},
            "Action": ["{{string.Join("\", \"", rights)}}"],
            "Resource": ["arn:aws:s3:::{{Bucket}}", "arn:aws:s3:::{{Bucket}}/*"]}]}
            """
        );
    }

    /// <summary>Starts it and makes its bucket.</summary>
    public async Task StartAsync()
    {
        await StartProcessesAsync();
        await ServerProcess.AnswersAsync(Endpoint, Log);
        using var client = Client();
        await client.PutBucketAsync(Bucket);
    }

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(processes))
        {
            process.Dispose();
        }

        folder.Dispose();
    }

    protected abstract Task StartProcessesAsync();

    protected void Start(params string[] command) => processes.Add(ServerProcess.Start(Log, command));

    /// <summary>Starts what has processes of its own, which it ends when it is asked to.</summary>
    protected void StartToBeAsked(params string[] command) => processes.Add(ServerProcess.Start(Log, "TERM", command));
}
