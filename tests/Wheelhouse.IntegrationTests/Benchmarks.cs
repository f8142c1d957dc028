namespace Wheelhouse.IntegrationTests;

/// <summary>The benchmarks run; how fast is not a test's business.</summary>
[NonParallelizable]
public sealed class Benchmarks
{
    [Test]
    public async Task Quick_benchmarks_fill_their_table_and_leave_nothing()
    {
        if (!File.Exists("/usr/bin/openssl"))
        {
            Assert.Ignore("lacks openssl");
        }

        using var folder = new TemporaryFolder();
        var run = await Pipeline.RunAsync("--target=Benchmark", "--quick", $"--artifacts={folder.Path}");
        Assert.That(
            run.Succeeded().Output,
            Does.Contain("| rewrite 0.13 GB |").And.Contain("| audit the closure of 20 wheels |")
        );
        Assert.That(Directory.GetFiles(folder.Path, "*.whl", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task Unknown_benchmark_is_refused_with_those_known()
    {
        using var folder = new TemporaryFolder();
        var run = await Pipeline.RunAsync("--target=Benchmark", "--benchmark=speed", $"--artifacts={folder.Path}");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output + run.Error, Does.Contain("benchmarks: rewriting, metadata, closure"));
    }
}
