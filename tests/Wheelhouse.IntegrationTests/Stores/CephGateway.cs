namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>The RADOS gateway of the distribution, as <c>tests/ceph-gateway</c> starts it.</summary>
internal sealed class CephGateway : S3Server
{
    private string Configuration => Path.Combine(Folder, "ceph.conf");

    /// <summary>What is missing to run it; null when nothing is.</summary>
    public static string? Lacks() =>
        new[] { "ceph-mon", "ceph-osd", "radosgw" }.Any(program => ServerProcess.Find(program) is null)
            ? "lacks the Ceph gateway: the packages radosgw, ceph-mon and ceph-osd"
            : null;

    /// <summary>Adds a user, who may do nothing yet.</summary>
    /// <param name="name">The user's name, which is the access key too.</param>
    /// <param name="secret">The secret key.</param>
    public Task AddUserAsync(string name, string secret) =>
        AdministerAsync(
            "user",
            "create",
            "--uid",
            name,
            "--display-name",
            name,
            "--access-key",
            name,
            "--secret",
            secret
        );

    /// <summary>Takes a user's key away at once.</summary>
    public Task RemoveKeyAsync(string name) => AdministerAsync("key", "rm", "--uid", name, "--access-key", name);

    protected override Task StartProcessesAsync()
    {
        var script = Path.Join(AppContext.BaseDirectory, "ceph-gateway");
        StartToBeAsked("/bin/sh", script, $"{Endpoint.Port}", Folder);
        return Task.CompletedTask;
    }

    private Task AdministerAsync(params string[] command) =>
        ServerProcess.RunAsync(Log, ["radosgw-admin", "-c", Configuration, "-n", "client.rgw", .. command]);
}
