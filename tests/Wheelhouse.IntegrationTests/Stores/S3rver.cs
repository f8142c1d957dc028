using System.Globalization;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>npm's s3rver, which ignores conditions and answers 200 all the same.</summary>
internal sealed class S3rver : S3Server
{
    // Where --provision puts it.
    private static readonly string Program = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".cache/wheelhouse/s3rver-3.7.1/node_modules/s3rver/bin/s3rver.js"
    );

    public override string AccessKey => "S3RVER";

    public override string SecretKey => "S3RVER";

    public static string? Lacks() =>
        !File.Exists(Program) ? "lacks npm's s3rver 3.7.1, which --provision installs where npm is"
        : ServerProcess.Find("node") is null ? "lacks node"
        : null;

    protected override Task StartProcessesAsync()
    {
        var port = Endpoint.Port.ToString(CultureInfo.InvariantCulture);
        Start("node", Program, "--silent", "--address", Endpoint.Host, "--port", port, "--directory", Folder);
        return Task.CompletedTask;
    }
}
