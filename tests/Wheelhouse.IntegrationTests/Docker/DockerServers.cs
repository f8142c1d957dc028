namespace Wheelhouse.IntegrationTests.Docker;

/// <summary>The engine of a test run, started by the first test that needs it and stopped after the last.</summary>
[SetUpFixture]
public sealed class DockerServers
{
    private static DockerServer? running;

    internal static async Task<DockerServer> EngineAsync()
    {
        if (running is null && DockerServer.Lacks() is { } lacks)
        {
            Assert.Ignore(lacks);
        }

        return running ??= await DockerServer.StartAsync();
    }

    [OneTimeTearDown]
    public void StopEngine()
    {
        running?.Dispose();
        running = null;
    }
}
