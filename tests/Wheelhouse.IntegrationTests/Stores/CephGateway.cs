namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>
/// The RADOS gateway of the distribution with the least cluster it runs on: a monitor and one object store in memory, no
/// authentication between them. To its users it is a production server: signatures, policies, conditional writes, parts.
/// </summary>
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

    protected override async Task StartProcessesAsync()
    {
        var cluster = Guid.NewGuid();
        var addresses = $"[v2:127.0.0.1:{ServerProcess.FreePort()},v1:127.0.0.1:{ServerProcess.FreePort()}]";
        await File.WriteAllTextAsync(Configuration, ConfigurationOf(cluster, addresses));
        foreach (var name in new[] { "mon", "osd", "rgw" })
        {
            Directory.CreateDirectory(Path.Combine(Folder, name));
        }

        var map = Path.Combine(Folder, "monmap");
        await RunAsync("monmaptool", "--create", "--fsid", $"{cluster}", "--addv", "a", addresses, map);
        await RunAsync("ceph-mon", "-c", Configuration, "-i", "a", "--mkfs", "--monmap", map);
        Start("ceph-mon", "-c", Configuration, "-i", "a", "-f");
        var osd = $"{Guid.NewGuid()}";
        await RunAsync("ceph", "-c", Configuration, "--connect-timeout", "30", "osd", "new", osd, "0");
        await RunAsync("ceph-osd", "-c", Configuration, "-i", "0", "--mkfs", "--osd-uuid", osd);
        Start("ceph-osd", "-c", Configuration, "-i", "0", "-f");
        await AddUserAsync(AccessKey, SecretKey);
        Start("radosgw", "-c", Configuration, "-n", "client.rgw", "-f");
    }

    private Task AdministerAsync(params string[] command) =>
        RunAsync(["radosgw-admin", "-c", Configuration, "-n", "client.rgw", .. command]);

    private Task RunAsync(params string[] command) => ServerProcess.RunAsync(Log, command);

    // crc: without keys the monitors' protocol cannot be secured. tcp_nodelay: without it a request takes 45 ms.
    private string ConfigurationOf(Guid cluster, string addresses)
    {
        // The object store takes eight ports of a range that the system gives to nobody else.
        var ports = 20_000 + (Environment.ProcessId % 100 * 100);
        return $"""
            [global]
            fsid = {cluster}
            mon_host = {addresses}
            public_addr = 127.0.0.1
            cluster_addr = 127.0.0.1
            ms_bind_port_min = {ports}
            ms_bind_port_max = {ports + 99}
            auth_cluster_required = none
            auth_service_required = none
            auth_client_required = none
            auth_allow_insecure_global_id_reclaim = true
            ms_mon_client_mode = crc
            ms_mon_service_mode = crc
            ms_mon_cluster_mode = crc
            pid_file =
            admin_socket =
            run_dir = {Folder}
            crash_dir = {Folder}
            log_file = {Folder}/$name.log
            log_to_stderr = false
            debug_ms = 0
            osd_pool_default_size = 1
            osd_pool_default_min_size = 1
            osd_pool_default_pg_num = 4
            osd_pool_default_pgp_num = 4
            osd_pool_default_pg_autoscale_mode = off
            osd_crush_chooseleaf_type = 0
            mon_allow_pool_size_one = true
            mon_max_pg_per_osd = 1000
            paxos_propose_interval = 0.05
            paxos_min_wait = 0.01
            [mon]
            mon_data = {Folder}/mon
            mon_data_avail_warn = 1
            mon_data_avail_crit = 1
            [osd]
            osd_data = {Folder}/osd
            osd_objectstore = memstore
            memstore_device_bytes = 8589934592
            osd_class_load_list = *
            osd_class_default_list = *
            osd_op_num_shards = 4
            osd_op_num_threads_per_shard = 2
            [client.rgw]
            rgw_data = {Folder}/rgw
            rgw_frontends = beast endpoint={Endpoint.Authority} tcp_nodelay=1
            rgw_thread_pool_size = 64
            rgw_enable_static_website = true
            rgw_enable_apis = s3, s3website, admin
            rgw_dns_name = s3.localhost
            rgw_dns_s3website_name = s3website.localhost
            rgw_gc_obj_min_wait = 2
            rgw_gc_processor_period = 2
            rgw_enable_lc_threads = false
            rgw_enable_quota_threads = false
            rgw_run_sync_thread = false
            rgw_dynamic_resharding = false
            rgw_override_bucket_index_max_shards = 1

            """;
    }
}
