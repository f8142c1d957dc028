using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Wheelhouse.Benchmarks.Measuring;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Benchmarks.Index;

/// <summary>All pages of a large index written to a folder, and what changes in it when one file comes.</summary>
internal sealed class IndexRendering : IBenchmark
{
    private const double AllSeconds = 1.5;
    private const double OneSeconds = 0.1;
    private const int WarmUp = 10;

    // Pages in memory: of the disk, some thousand small files measure little else.
    private const string SharedMemory = "/dev/shm";

    public string Name => "index";

    public async Task RunAsync(Bench bench)
    {
        var (projects, files) = bench.IsQuick ? (50, 4) : (5000, 20);
        var count = string.Create(
            CultureInfo.InvariantCulture,
            $"{projects * files:N0} files in {projects:N0} projects"
        );
        Bench.Say($"index: {count}");
        var memory = Directory.Exists(SharedMemory) ? SharedMemory : bench.Folder;
        var folder = Path.Combine(memory, $"wheelhouse-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        try
        {
            await MeasureAllAsync(bench, folder, projects, files, count);
            // Who adds a file has no catalogue in memory.
            GC.Collect();
            await MeasureOneAsync(bench, folder, Files(projects / 2, files + 1)[^1], count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task MeasureAllAsync(Bench bench, string folder, int projects, int files, string count)
    {
        var catalogue = Enumerable.Range(0, projects).Select(project => Files(project, files)).ToList();
        var made = await bench.MediansAsync([() => WriteAllAsync(folder, catalogue)]);
        Add(bench, $"index of {count}", "dumb-pypi 14.8 s", made[0], AllSeconds, "< 1.5 s");

        // Each time into a folder of its own: to write over a file waits for the disk.
        var pages = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList();
        var times = await bench.MediansAsync(
            [
                () => WriteAllAsync(Path.Combine(bench.Folder, Path.GetRandomFileName()), catalogue),
                () => CopyAllAsync(folder, pages, Path.Combine(bench.Folder, Path.GetRandomFileName())),
            ],
            Machine.Sync
        );
        var (ours, plain) = (Row.Time(times[0]), Row.Time(times[1]));
        bench.Add(new("the same onto the disk", ours, $"the same bytes, copied, {plain}", ours, "", null));
    }

    private static async Task MeasureOneAsync(Bench bench, string folder, IndexFile added, string count)
    {
        var clock = Stopwatch.StartNew();
        await AddAsync(folder, added);
        var first = Row.Time(clock.Elapsed);
        var times = await bench.MediansAsync([() => AddAsync(folder, added)], warmUp: WarmUp);
        Add(bench, $"one file more, of {count}", "dumb-pypi 12.7 s", times[0], OneSeconds, "< 100 ms");
        bench.Add(new("one file more, the first in a process", first, "", first, "", null));
    }

    private static void Add(Bench bench, string work, string beside, TimeSpan time, double limit, string target) =>
        bench.Add(new(work, Row.Time(time), beside, Row.Time(time), target, time.TotalSeconds < limit));

    private static List<IndexFile> Files(int project, int count)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"part{project}");
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(number => WheelFileName.Parse($"{name}-{number / 4}.{number % 4}-py3-none-any.whl"))
                .Select(fileName =>
                {
                    var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{fileName}")));
                    return new IndexFile(fileName, IndexLayout.FileUrl(fileName), sha256, 1_000_000)
                    {
                        RequiresPython = ">=3.9",
                        CoreMetadataSha256 = sha256,
                        UploadTime = "2025-11-05T14:30:00Z",
                        Summary = $"Part {name} of a large index",
                    };
                }),
        ];
    }

    private static async Task WriteAllAsync(string folder, List<List<IndexFile>> catalogue)
    {
        var rows = new RootProject[catalogue.Count];
        await Parallel.ForEachAsync(
            catalogue.Index(),
            async (row, token) =>
            {
                var page = ProjectPage.Create(row.Item[0].FileName.Project, row.Item);
                rows[row.Index] = RootProject.Of(page);
                await WriteAsync(folder, page, token);
            }
        );
        await WriteAsync(folder, RootPage.Create(rows));
    }

    // The same files by the same number of hands, and nothing made up.
    private static Task CopyAllAsync(string from, List<string> pages, string to) =>
        Parallel.ForEachAsync(
            pages,
            async (page, token) =>
                await WriteAsync(to, Path.GetRelativePath(from, page), await File.ReadAllBytesAsync(page, token), token)
        );

    private static async Task AddAsync(string folder, IndexFile file)
    {
        var project = file.FileName.Project;
        var key = IndexLayout.ProjectJson(project);
        var published = ProjectPageJson.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, key)), key);
        var page = published.Merge(ProjectPage.Create(project, [file]));
        await WriteAsync(folder, page, CancellationToken.None);
        var root = RootPageJson.Parse(
            await File.ReadAllBytesAsync(Path.Combine(folder, IndexLayout.RootJson)),
            IndexLayout.RootJson
        );
        await WriteAsync(folder, root.Merge(RootPage.Create([RootProject.Of(page)])));
    }

    private static async Task WriteAsync(string folder, ProjectPage page, CancellationToken cancellationToken)
    {
        await WriteAsync(folder, IndexLayout.ProjectJson(page.Name), ProjectPageJson.Render(page), cancellationToken);
        await WriteAsync(folder, IndexLayout.ProjectHtml(page.Name), ProjectPageHtml.Render(page), cancellationToken);
    }

    private static Task WriteAsync(string folder, RootPage root) =>
        Task.WhenAll(
            Task.Run(() => WriteAsync(folder, IndexLayout.RootJson, RootPageJson.Render(root), default)),
            Task.Run(() => WriteAsync(folder, IndexLayout.RootHtml, RootPageHtml.Render(root), default)),
            Task.Run(() => WriteAsync(folder, IndexLayout.Landing, LandingPage.Render(root), default))
        );

    private static async Task WriteAsync(string folder, string key, byte[] bytes, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
    }
}
