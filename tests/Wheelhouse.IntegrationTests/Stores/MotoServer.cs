using System.Globalization;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Python's moto as <c>tests/moto-server</c> starts it, which has every condition right and no authentication.</summary>
internal sealed class MotoServer : S3Server
{
    private static readonly Lazy<bool> IsThere = new(() =>
        RealWheels.Run(AwsTools.Python, ["-c", "import moto.server"], Path.GetTempPath())
    );

    public static string? Lacks() =>
        IsThere.Value
            ? null
            : "lacks moto's server, which --provision installs where pip reaches an index that has it (moto[server])";

    protected override Task StartProcessesAsync()
    {
        var script = Path.Join(AppContext.BaseDirectory, "moto-server");
        Start(AwsTools.Python, script, Endpoint.Port.ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }
}
