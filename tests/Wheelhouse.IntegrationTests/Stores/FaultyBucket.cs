using System.Security.Cryptography;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A store in a real bucket behind a proxy that can be told to fail.</summary>
public abstract class FaultyBucket
{
    private protected FaultProxy Proxy { get; private set; } = null!;

    private protected CephGateway Server { get; private set; } = null!;

    private protected BucketLocation Location { get; private set; } = S3Server.EmptyStore();

    private protected IObjectStore Store { get; private set; } = null!;

    [SetUp]
    public async Task StartProxy()
    {
        Server = await S3Servers.CephAsync();
        Location = S3Server.EmptyStore();
        Proxy = await FaultProxy.StartAsync(Server.Endpoint);
        Store = Open(settings => settings);
        await Store.ProbeAsync(default);
    }

    [TearDown]
    public async Task StopProxy()
    {
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }
    }

    /// <summary>A new client of the store, as a new run would be.</summary>
    private protected IObjectStore Open(Func<S3Settings, S3Settings> change) =>
        Location.Open(
            change(
                Server.Settings with
                {
                    Endpoint = Proxy.Endpoint,
                    RetryPause = TimeSpan.FromMilliseconds(2),
                    PartSize = 5 << 20,
                }
            )
        );

    private protected static ObjectOptions OptionsOf(byte[] bytes) =>
        new("application/octet-stream")
        {
            Metadata = new Dictionary<string, string>
            {
                [ObjectMetadata.Sha256] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            },
        };

    private protected static Task<PutResult> PutAsync(
        IObjectStore store,
        string key,
        byte[] bytes,
        PutCondition condition
    ) => store.PutAsync(key, ObjectContent.FromBytes(bytes), OptionsOf(bytes), condition, default);

    private protected async Task<byte[]?> ReadAsync(string key)
    {
        await using var found = await Location.Open(Server.Settings).GetAsync(key, default);
        return found is null ? null : await found.ReadBytesAsync(1 << 28, default);
    }

    /// <summary>A fault for about every third request.</summary>
    private protected void FailOften(Fault fault) => FailOften(1 / 3.0, new Random(7), fault);

    /// <summary>One of these faults for a share of the requests.</summary>
    private protected void FailOften(double share, Random dice, params Fault[] faults)
    {
        var gate = new Lock();
        Proxy.Choose = request =>
        {
            lock (gate)
            {
                var fault = faults[dice.Next(faults.Length)];
                // An answer to HEAD has no body that could tell why a request is bad, and one to DELETE is empty anyway.
                var isTold = request.Split(' ')[0] switch
                {
                    "HEAD" => fault.Status != 400,
                    "DELETE" => fault != Fault.EmptyAnswer,
                    _ => true,
                };
                return isTold && dice.NextDouble() < share ? fault : null;
            }
        };
    }

    /// <summary>A fault for the first so many requests that begin and go on so.</summary>
    private protected void FailFirst(int count, Fault fault, string method, string part = "")
    {
        var left = count;
        Proxy.Choose = request =>
            request.StartsWith(method, StringComparison.Ordinal)
            && request.Contains(part, StringComparison.Ordinal)
            && Interlocked.Decrement(ref left) >= 0
                ? fault
                : null;
    }
}
