using System.Diagnostics;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Processes that publish to one store of a real gateway at once, round after round, while a reader looks on.</summary>
public sealed class RacingProcesses
{
    private const int Publishers = 8;
    private const int Rounds = 20;

    [Test]
    public async Task Every_file_of_every_round_is_on_its_page_and_no_page_is_ever_broken()
    {
        var server = await S3Servers.CephAsync();
        var location = S3Server.EmptyStore();
        using var run = new TemporaryFolder();
        var rounds = await BuildAsync(run);
        using var reader = new CancellationTokenSource();
        var publishers = Enumerable
            .Range(0, Publishers)
            .Select(_ => PublisherProgram.Start(server, server.Endpoint, location))
            .ToList();
        var reading = Task.Run(() => PollAsync(location.Open(server.Settings), reader.Token));
        try
        {
            var expected = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (number, sites) in rounds.Index())
            {
                // All begin at once, and none before all have ended the round before.
                var said = await Task.WhenAll(publishers.Zip(sites, PublishAsync));
                TestContext.Out.WriteLine($"round {number + 1}: {string.Join("; ", said)}");
                expected.UnionWith(sites.SelectMany(FilesOf));
                var visible = await VisibleIndex.ReadAsync(location.Open(server.Settings));
                Assert.That(visible.Problems, Is.Empty);
                Assert.That(visible.Html, Is.EqualTo(expected));
                Assert.That(visible.Json, Is.EqualTo(expected));
                var roots = await VisibleRoots.ReadAsync(location.Open(server.Settings));
                Assert.That(roots.Problems, Is.Empty);
                var projects = expected.Select(file => file.Split('-')[0]).Distinct().ToList();
                foreach (var (key, named) in roots.Projects)
                {
                    Assert.That(named, Is.EquivalentTo(projects), $"{key} after round {number + 1}");
                }
            }

            await reader.CancelAsync();
            var polls = await reading;
            TestContext.Out.WriteLine($"{polls} readings of all pages, roots included, {expected.Count} files");
            Assert.That(polls, Is.GreaterThan(1));
        }
        finally
        {
            await reader.CancelAsync();
            foreach (var publisher in publishers)
            {
                publisher.Kill();
                publisher.Dispose();
            }
        }
    }

    // Each process in each round: a file that all have, a version of its own of a project that all have and of one that
    // it shares with another, and a project of its own.
    private static async Task<List<string[]>> BuildAsync(TemporaryFolder run)
    {
        var rounds = new List<string[]>();
        for (var round = 0; round < Rounds; round++)
        {
            var common = SmallWheel.Write(run.Folder($"common {round}"), "common", $"{round}.0", "py3-none-any");
            var sites = new string[Publishers];
            for (var publisher = 0; publisher < Publishers; publisher++)
            {
                var wheels = run.Folder($"wheels {round} {publisher}");
                var version = $"{round}.{publisher}";
                File.Copy(common, Path.Combine(wheels, Path.GetFileName(common)));
                SmallWheel.Write(wheels, "shared", version, "py3-none-any", $"common=={round}.0");
                SmallWheel.Write(wheels, $"pair{publisher % 4}", version, "py3-none-any", $"shared=={version}");
                SmallWheel.Write(wheels, $"own{publisher}", version, "py3-none-any", $"shared=={version}");
                sites[publisher] = await SmallRelease.BuildAsync(wheels, run[$"site {round} {publisher}"]);
            }

            rounds.Add(sites);
        }

        return rounds;
    }

    private static IEnumerable<string> FilesOf(string site) =>
        Directory
            .GetFiles(Path.Combine(site, "packages"), "*.whl", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path));

    /// <summary>
    /// Reads all pages, those of the root too, and the files that they name, again and again: what was seen once must stay.
    /// </summary>
    private static async Task<int> PollAsync(IObjectStore store, CancellationToken stop)
    {
        var whole = new HashSet<string>();
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var listed = new Dictionary<string, SortedSet<string>>();
        var polls = 0;
        while (!stop.IsCancellationRequested)
        {
            var before = seen.ToList();
            var visible = await VisibleIndex.ReadAsync(store, whole);
            Assert.That(visible.Problems, Is.Empty);
            // JSON is ahead of HTML and was read after it.
            Assert.That(before.Except(visible.Html), Is.Empty);
            Assert.That(visible.Html.Except(visible.Json), Is.Empty);
            seen.UnionWith(visible.Html);
            var roots = await VisibleRoots.ReadAsync(store);
            Assert.That(roots.Problems, Is.Empty);
            foreach (var (key, projects) in roots.Projects)
            {
                Assert.That(listed.GetValueOrDefault(key, []).Except(projects), Is.Empty, key);
                listed[key] = projects;
            }

            polls++;
        }

        return polls;
    }

    private static async Task<string> PublishAsync(Process publisher, string site)
    {
        await publisher.StandardInput.WriteLineAsync(site);
        await publisher.StandardInput.FlushAsync();
        return await publisher.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"a publisher died at {site}; what it said stands above");
    }
}
