using System.Globalization;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Python's moto as <c>tests/moto-server</c> starts it, which has every condition right and no authentication.</summary>
internal sealed class MotoServer : S3Server
{
    private static readonly Lazy<bool> IsThere = new(() =>
        RealWheels.Run("python3", ["-c", "import moto.server"], Path.GetTempPath())
    );

    public static string? Lacks() => IsThere.Value ? null : "lacks moto's server in the Python on PATH (moto[server])";

    protected override Task StartProcessesAsync()
    {
        var script = Path.Join(AppContext.BaseDirectory, "moto-server");
        Start("python3", script, Endpoint.Port.ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }
}
