using System.Globalization;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.IntegrationTests.Stores;
using Wheelhouse.Storage;

namespace Wheelhouse.Benchmarks.Publishing;

/// <summary>
/// A publish, pages and all, beside <c>aws s3</c> bringing the same files to the same server: where nothing is new, where
/// there are many small files, and where there is a large one, whose upload is measured alone, too.
/// </summary>
internal sealed class SitePublishing : IBenchmark
{
    private const long MemoryLimit = 300_000_000;

    public string Name => "publishing";

    public async Task RunAsync(Bench bench)
    {
        if (CephGateway.Lacks() is { } lacks)
        {
            bench.Add(new("publish", $"{lacks}", "", "", "", null));
            return;
        }

        using var server = new CephGateway();
        await server.StartAsync();
        var uploader = new Uploader(server);
        var aws = await uploader.FindAwsAsync();
        if (aws is null)
        {
            bench.Add(new("publish", "", "aws s3: awscli is not installed", "", "", null));
            return;
        }

        Bench.Say($"publishing: to the Ceph gateway, beside {aws}");
        await CompareSmallAsync(bench, uploader);
        await CompareRepeatedAsync(bench, uploader);
        await CompareLargeAsync(bench, uploader);
        var memory = (uploader.PeakMemory / 1e6).ToString("0", CultureInfo.InvariantCulture) + " MB";
        bench.Add(new("publish: peak memory", memory, "", memory, "< 300 MB", uploader.PeakMemory < MemoryLimit));
    }

    private static async Task CompareSmallAsync(Bench bench, Uploader uploader)
    {
        var (projects, versions) = bench.IsQuick ? (2, 5) : (20, 50);
        var site = await BenchmarkSite.OfSmallWheelsAsync(Folder(bench, "small"), projects, versions);
        var times = await bench.MediansAsync([
            () => uploader.PublishAsync(S3Server.EmptyStore(), site),
            () => uploader.AwsAsync("sync", "--quiet", site, $"{S3Server.EmptyStore()}"),
        ]);
        Add(bench, $"publish {2 * projects * versions:N0} small objects", "aws s3 sync", times, 2.5);
    }

    private static async Task CompareRepeatedAsync(Bench bench, Uploader uploader)
    {
        var (projects, versions) = bench.IsQuick ? (2, 5) : (250, 20);
        var site = await BenchmarkSite.OfSmallWheelsAsync(Folder(bench, "repeated"), projects, versions);
        var (ours, theirs) = (S3Server.EmptyStore(), S3Server.EmptyStore());
        await uploader.PublishAsync(ours, site);
        await uploader.AwsAsync("sync", "--quiet", site, $"{theirs}");
        var times = await bench.MediansAsync([
            () => uploader.PublishAsync(ours, site),
            () => uploader.AwsAsync("sync", "--quiet", site, $"{theirs}"),
        ]);
        Add(bench, $"publish nothing new over {projects * versions:N0} wheels", "aws s3 sync", times, 3);
    }

    private static async Task CompareLargeAsync(Bench bench, Uploader uploader)
    {
        var size = bench.IsQuick ? 64L << 20 : 2L << 30;
        var site = await BenchmarkSite.OfOneWheelAsync(Folder(bench, "large"), size);
        var wheel = Directory.GetFiles(site, "*.whl", SearchOption.AllDirectories).Single();
        BucketLocation? last = null;
        var times = await bench.MediansAsync(
            [
                () => uploader.UploadAsync(last = S3Server.EmptyStore(), wheel),
                () =>
                    uploader.AwsAsync(
                        "cp",
                        "--quiet",
                        wheel,
                        $"{last = S3Server.EmptyStore()}/{Path.GetFileName(wheel)}"
                    ),
                () => uploader.UploadBySdkAsync(last = S3Server.EmptyStore(), wheel),
                () => uploader.PublishAsync(last = S3Server.EmptyStore(), site),
            ],
            before: () => Clear(uploader, last)
        );
        var mebibytes = $"{size >> 20:N0} MiB";
        Add(bench, $"upload one wheel of {mebibytes}", "aws s3 cp", times, 1);
        Add(bench, $"upload one wheel of {mebibytes}", "the SDK's TransferUtility", [times[0], times[2]], 1);
        var ratio = Row.Ratio(times[1] / times[3]);
        bench.Add(
            new(
                $"publish one wheel of {mebibytes}",
                Row.Time(times[3]),
                $"aws s3 cp {Row.Time(times[1])}",
                ratio,
                "",
                null
            )
        );
    }

    // The server has its objects in memory, and takes a moment to give that back.
    private static void Clear(Uploader uploader, BucketLocation? store)
    {
        if (store is not null)
        {
            uploader.AwsAsync("rm", "--quiet", "--recursive", $"{store}").GetAwaiter().GetResult();
            Thread.Sleep(TimeSpan.FromSeconds(6));
        }
    }

    private static string Folder(Bench bench, string name) =>
        Directory.CreateDirectory(Path.Combine(bench.Folder, name)).FullName;

    private static void Add(Bench bench, string work, string beside, IReadOnlyList<TimeSpan> times, double least)
    {
        var ratio = times[1] / times[0];
        var target = least > 1 ? $">= {least.ToString("0.0", CultureInfo.InvariantCulture)}x" : "> 1x";
        bench.Add(
            new(work, Row.Time(times[0]), $"{beside} {Row.Time(times[1])}", Row.Ratio(ratio), target, ratio >= least)
        );
    }
}
