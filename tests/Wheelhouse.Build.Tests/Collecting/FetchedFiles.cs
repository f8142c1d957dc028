using System.Security.Cryptography;
using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tests.Collecting;

/// <summary>Files of a pip report, fetched from a server on loopback and held against the report.</summary>
public sealed class FetchedFiles
{
    private static readonly string Other = new('0', 64);

    private readonly byte[] file = RandomNumberGenerator.GetBytes(100_000);
    private string folder = "";
    private BrokenServer server = null!;

    [SetUp]
    public void Serve()
    {
        folder = Directory.CreateTempSubdirectory("fetched ").FullName;
        server = new BrokenServer(file);
    }

    [TearDown]
    public void Remove()
    {
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_file_with_the_hash_of_the_report_is_kept_under_its_name()
    {
        var path = (await FetchAsync(Item(server.Url, Sha256))).Single();
        Assert.That(path, Is.EqualTo(Path.Combine(folder, "six-1.17.0-py3-none-any.whl")));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(file));
    }

    [Test]
    public async Task A_file_with_another_hash_is_refused_with_both()
    {
        var error = await RefusedAsync(Item(server.Url, Other));
        Assert.That(
            error.Message,
            Does.StartWith("files could not be fetched:\n    six-1.17.0-py3-none-any.whl: ")
                .And.Contains($"its sha256 is {Sha256}, pip's report says {Other}")
        );
        Assert.That(error.Hint, Does.Contain("the index serves another file than it lists"));
    }

    [Test]
    public async Task A_file_that_the_index_gives_no_hash_for_is_not_even_asked_for()
    {
        var error = await RefusedAsync(Item(server.Url, null));
        Assert.That(error.What, Does.EndWith("six-1.17.0-py3-none-any.whl: the index gives no sha256 for it"));
        Assert.That(error.Hint, Does.Contain("a file without a hash can be given in a --find-links folder"));
        Assert.That(server.Asked, Is.Empty);
    }

    [Test]
    public async Task All_that_cannot_be_fetched_are_named_at_once()
    {
        var absent = new Uri(Path.Combine(folder, "absent-1.0-py3-none-any.whl"));
        var error = await RefusedAsync(Item(server.Url, Other), Item(absent, Other));
        Assert.That(error.What, Does.Contain("\n    six-1.17.0-").And.Match("\n    absent-1\\.0-.*: Could not find "));
    }

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(file));

    private static PipReportItem Item(Uri url, string? sha256) =>
        new(ProjectName.Parse("six"), PythonVersion.Parse("1.17.0"), url, sha256, []);

    private async Task<DownloadFailedException> RefusedAsync(params PipReportItem[] items) =>
        (await Assert.ThrowsAsync<DownloadFailedException>(() => FetchAsync(items)))!;

    private async Task<IReadOnlyList<string>> FetchAsync(params PipReportItem[] items)
    {
        using var client = new HttpClient();
        return await new FileFetcher(client, new PackageSources(null, [], [], NoIndex: true, ":none:")).FetchAsync(
            items,
            folder,
            CancellationToken.None
        );
    }
}
