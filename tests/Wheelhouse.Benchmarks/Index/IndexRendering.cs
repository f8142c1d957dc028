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

    public string Name => "index";

    public async Task RunAsync(Bench bench)
    {
        var (projects, files) = bench.IsQuick ? (50, 4) : (5000, 20);
        var count = string.Create(
            CultureInfo.InvariantCulture,
            $"{projects * files:N0} files in {projects:N0} projects"
        );
        Bench.Say($"index: {count}");
        var all = await MeasureAllAsync(bench, projects, files);
        // Who adds a file has no catalogue in memory.
        GC.Collect();
        var added = Files(projects / 2, files + 1)[^1];
        var one = await bench.MediansAsync([() => AddAsync(bench.Folder, added)]);
        Add(bench, $"index of {count}", "dumb-pypi 14.8 s", all, AllSeconds, "< 1.5 s");
        Add(bench, $"one file more, of {count}", "dumb-pypi 12.7 s", one[0], OneSeconds, "< 100 ms");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<TimeSpan> MeasureAllAsync(Bench bench, int projects, int files)
    {
        var catalogue = Enumerable.Range(0, projects).Select(project => Files(project, files)).ToList();
        return (await bench.MediansAsync([() => WriteAllAsync(bench.Folder, catalogue)]))[0];
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
