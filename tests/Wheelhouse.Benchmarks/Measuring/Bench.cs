using System.Diagnostics;

namespace Wheelhouse.Benchmarks.Measuring;

/// <summary>The place of one benchmark: a folder of its own, removed at the end, and the rows that it found.</summary>
internal sealed class Bench : IDisposable
{
    private readonly List<Row> rows = [];

    public Bench(string folder, bool isQuick)
    {
        (Folder, IsQuick) = (folder, isQuick);
        Dispose();
        Directory.CreateDirectory(folder);
    }

    /// <summary>An empty folder.</summary>
    public string Folder { get; }

    /// <summary>Whether to see only that all works: small inputs, one round.</summary>
    public bool IsQuick { get; }

    public IReadOnlyList<Row> Rows => rows;

    private int Rounds => IsQuick ? 1 : 5;

    /// <summary>Says what goes on.</summary>
    public static void Say(string text) => Console.WriteLine(text);

    /// <summary>Adds a row; a quick run is held to no target.</summary>
    public void Add(Row row)
    {
        rows.Add(IsQuick ? row with { IsMet = null } : row);
        Say(row.ToString());
    }

    /// <summary>
    /// Times works in turn, round after round, so that what else goes on meets all of them alike.
    /// </summary>
    /// <param name="works">What is timed.</param>
    /// <param name="before">Runs untimed before each work.</param>
    /// <param name="warmUp">How many untimed rounds come first, for works of this process: until then its code is being compiled.</param>
    /// <returns>The median of each work's rounds.</returns>
    public async Task<IReadOnlyList<TimeSpan>> MediansAsync(
        IReadOnlyList<Func<Task>> works,
        Action? before = null,
        int warmUp = 0
    )
    {
        var times = works.Select(_ => new List<TimeSpan>()).ToList();
        for (var round = IsQuick ? 0 : -warmUp; round < Rounds; round++)
        {
            foreach (var (work, found) in works.Zip(times))
            {
                before?.Invoke();
                var clock = Stopwatch.StartNew();
                await work();
                if (round >= 0)
                {
                    found.Add(clock.Elapsed);
                }
            }
        }

        return [.. times.Select(found => found.Order().ElementAt(found.Count / 2))];
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
