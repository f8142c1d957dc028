using System.Diagnostics;

namespace Wheelhouse.IntegrationTests;

/// <summary>pylock.toml of a rehearsed release, read and installed from by the tools at hand.</summary>
public sealed class LockFiles
{
    /// <summary>Reads the file as installers do and checks every file that it names.</summary>
    private const string Check = """
        import hashlib, os, re, sys, tomllib
        os.chdir(os.path.dirname(sys.argv[1]))
        lock = tomllib.load(open(sys.argv[1], "rb"))
        assert list(lock) == ["lock-version", "environments", "requires-python", "created-by", "packages"], list(lock)
        assert lock["lock-version"] == "1.0"
        packages = {package["name"]: package for package in lock["packages"]}
        assert list(packages) == sorted(packages) and len(packages) == len(lock["packages"])
        assert packages["torch"]["version"] == "2.9.0", packages["torch"]
        assert {"name": "torch"} in packages["vllm"]["dependencies"], packages["vllm"]
        for package in packages.values():
            for needed in package.get("dependencies", []):
                assert needed["name"] in packages, needed
            for wheel in package["wheels"]:
                place = wheel.get("path") or wheel["url"].replace(sys.argv[2], sys.argv[3])
                data = open(place, "rb").read()
                assert os.path.basename(place) == wheel["name"]
                assert len(data) == wheel["size"] and hashlib.sha256(data).hexdigest() == wheel["hashes"]["sha256"]
        print(len(packages))
        """;

    private static readonly TemporaryFolder Run = new();
    private static readonly string Artifacts = $"--artifacts={Run["artifacts"]}";
    private static readonly string LockFile = Run["artifacts", "pylock.toml"];

    [OneTimeSetUp]
    public static async Task RehearseAsync() => (await Pipeline.RunAsync("--target=Rehearse", Artifacts)).Succeeded();

    [OneTimeTearDown]
    public static void RemoveFolders() => Run.Dispose();

    [TestCase("")]
    [TestCase("https://wheels.test/a/")]
    public async Task A_lock_is_read_by_python_and_names_every_file_as_it_is(string publicUrl)
    {
        string[] url = publicUrl.Length == 0 ? [] : [$"--public-url={publicUrl}"];
        (await Pipeline.RunAsync(["--target=Export-Lock", "--exclusive", Artifacts, .. url])).Succeeded();
        var bytes = await File.ReadAllBytesAsync(LockFile);
        await CheckAsync(LockFile, publicUrl, "store/");
        (await Pipeline.RunAsync(["--target=Export-Lock", "--exclusive", Artifacts, .. url])).Succeeded();
        Assert.That(await File.ReadAllBytesAsync(LockFile), Is.EqualTo(bytes));
    }

    [Test]
    public async Task A_release_has_its_lock_beside_it()
    {
        Assert.That(await File.ReadAllTextAsync(Published("store")), Does.Not.Contain("url ="));
        await CheckAsync(Published("store"), "", "");
    }

    [Test]
    public async Task A_release_in_a_channel_has_a_lock_of_the_store_s_address()
    {
        string[] publish = ["--target=Publish", "--exclusive", "--channel=nightly", Artifacts];
        var store = new Uri(Run["artifacts", "other"]).AbsoluteUri;
        const string Url = "https://wheels.test/a/";
        (await Pipeline.RunAsync([.. publish, $"--store={store}", $"--public-url={Url}"])).Succeeded();
        var lockFile = Published("other", "nightly");
        Assert.That(await File.ReadAllTextAsync(lockFile), Does.Contain($"index = \"{Url}nightly/simple/\""));
        await CheckAsync(lockFile, Url, "../../../");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Installers_that_know_the_format_install_from_it(bool published)
    {
        var lockFile = published ? Published("store") : LockFile;
        (await Pipeline.RunAsync("--target=Export-Lock", "--exclusive", Artifacts)).Succeeded();
        var environment = Run[$"environment {published}"];
        var (made, text) = await RunAsync("python3", "-m", "venv", environment);
        Assert.That(made, Is.Zero, text);
        var python = Path.Join(environment, "bin", "python");
        var (_, help) = await RunAsync(python, "-m", "pip", "install", "--help");
        var installed = await (
            help.Contains("pylock.toml", StringComparison.Ordinal)
                ? RunAsync(python, "-m", "pip", "--isolated", "install", "--no-index", "-r", lockFile)
            : IsOnPath("uv") ? RunAsync("uv", "pip", "sync", "--python", python, "--offline", lockFile)
            : Task.FromResult((-1, ""))
        );
        if (installed.Item1 < 0)
        {
            Assert.Ignore("lacks a pip that knows pylock.toml (26.1 or newer) and uv");
        }

        Assert.That(installed.Item1, Is.Zero, installed.Item2);
        var (imports, output) = await RunAsync(python, "-c", "import vllm, torch");
        Assert.That(imports, Is.Zero, output);
    }

    private static string Published(params string[] folders) =>
        Directory
            .GetFiles(Run[["artifacts", .. folders, "releases"]], "pylock.toml", SearchOption.AllDirectories)
            .Single();

    private static async Task CheckAsync(string lockFile, string url, string urlIsFolder)
    {
        var (code, text) = await RunAsync(await FindPythonAsync(), "-c", Check, lockFile, url, urlIsFolder);
        Assert.That(code, Is.Zero, text);
    }

    private static async Task<string> FindPythonAsync()
    {
        foreach (
            var python in new[] { "python3", "python3.14", "python3.13", "python3.12", "python3.11" }.Where(IsOnPath)
        )
        {
            if ((await RunAsync(python, "-c", "import tomllib")).Code == 0)
            {
                return python;
            }
        }

        Assert.Ignore("lacks Python 3.11 or newer, which reads TOML");
        throw new InvalidOperationException();
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Join(folder, program)));

    private static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
