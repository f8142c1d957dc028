namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The servers of a test run, each started by the first test that needs it and stopped after the last.</summary>
[SetUpFixture]
public sealed class S3Servers
{
    private static readonly SemaphoreSlim Starting = new(1);
    private static readonly Dictionary<Type, S3Server> Running = [];

    internal static async Task<CephGateway> CephAsync() =>
        (CephGateway)await OfAsync(CephGateway.Lacks(), () => new CephGateway());

    internal static Task<S3Server> MotoAsync() => OfAsync(MotoServer.Lacks(), () => new MotoServer());

    internal static Task<S3Server> S3rverAsync() => OfAsync(S3rver.Lacks(), () => new S3rver());

    [OneTimeTearDown]
    public void StopServers()
    {
        foreach (var server in Running.Values)
        {
            server.Dispose();
        }

        Running.Clear();
    }

    private static async Task<S3Server> OfAsync<T>(string? lacks, Func<T> make)
        where T : S3Server
    {
        if (lacks is not null)
        {
            Assert.Ignore(lacks);
        }

        await Starting.WaitAsync();
        try
        {
            if (!Running.TryGetValue(typeof(T), out var server))
            {
                // Kept before it runs: what was started of it is stopped, too.
                Running[typeof(T)] = server = make();
                await server.StartAsync();
            }

            return server;
        }
        finally
        {
            Starting.Release();
        }
    }
}
