using System.Globalization;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Python's moto, which has every condition right and no authentication.</summary>
internal sealed class MotoServer : S3Server
{
    public static string? Lacks() => ServerProcess.Find("moto_server") is null ? "lacks moto_server of Python" : null;

    protected override Task StartProcessesAsync()
    {
        Start("moto_server", "-H", Endpoint.Host, "-p", Endpoint.Port.ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }
}
