using System.Diagnostics;
using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tests.Tools;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Names;
using ProcessRunner = Cake.Core.IO.ProcessRunner;

namespace Wheelhouse.Build.Tests.Releases;

/// <summary>Releases of a real repository, by the real git.</summary>
public sealed class SourceCheckouts
{
    private const string Filled = "docker/context/wheels";

    private readonly List<string> reported = [];
    private string folder = "";
    private GitRunner git = null!;

    private string Remote => Path.Join(folder, "remote");

    private string Checkout => Path.Join(folder, "src/vllm");

    [SetUp]
    public void MakeRepository()
    {
        folder = Directory.CreateTempSubdirectory("check outs ").FullName;
        reported.Clear();
        var context = new FakeContext(null!);
        git = new GitRunner(
            new FakeContext(
                new ProcessRunner(
                    context.FileSystem,
                    context.Environment,
                    context.Log,
                    context.Tools,
                    context.Configuration
                )
            )
        );
        Directory.CreateDirectory(Remote);
        Git(Remote, "init", "--quiet", "--initial-branch=main");
        Commit("one");
        Git(Remote, "tag", "v0.9.0");
        Commit("two");
        Git(Remote, "tag", "--annotate", "--message=0.10.0", "v0.10.0");
        Commit("three");
        Git(Remote, "tag", "v0.11.0rc1");
        Git(Remote, "tag", "nightly");
        Commit("four");
    }

    [TearDown]
    public void RemoveRepository() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task The_newest_tag_that_is_no_prerelease_is_released()
    {
        var release = await ResolveAsync("latest");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(release.Tag, Is.EqualTo("v0.10.0"));
            Assert.That(release.Version, Is.EqualTo("0.10.0"));
            Assert.That(release.Commit, Is.EqualTo(Git(Remote, "rev-parse", "v0.10.0^{commit}")));
            Assert.That(release.Repository, Is.EqualTo(Remote));
        }
    }

    [TestCase("v0.9.0", "v0.9.0", "0.9.0")]
    [TestCase("0.9.0", "v0.9.0", "0.9.0")]
    [TestCase("v0.11.0rc1", "v0.11.0rc1", "0.11.0rc1")]
    [TestCase("nightly", "nightly", null)]
    [TestCase("main", null, null)]
    public async Task A_tag_or_branch_is_released_if_asked(string asked, string? tag, string? version)
    {
        var release = await ResolveAsync(asked);
        Assert.That((release.Tag, release.Version), Is.EqualTo((tag, version)));
        Assert.That(release.Commit, Is.EqualTo(Git(Remote, "rev-parse", (tag ?? asked) + "^{commit}")));
    }

    [TestCase(40)]
    [TestCase(9)]
    public async Task A_commit_is_released_if_asked_with_its_tag(int digits)
    {
        var commit = Git(Remote, "rev-parse", "v0.9.0");
        var release = await ResolveAsync(commit[..digits]);
        Assert.That((release.Tag, release.Commit), Is.EqualTo(("v0.9.0", commit)));
    }

    [TestCase("v0.10.1", "there is no tag or branch 'v0.10.1'; did you mean 'v0.10.0'?")]
    [TestCase("0123456789", "there is no tag or branch '0123456789', and no single one of them whose commit begins so")]
    public async Task What_is_not_there_is_refused_with_the_nearest(string asked, string what) =>
        Assert.That(
            (await Assert.ThrowsAsync<ReleaseNotFoundException>(() => ResolveAsync(asked)))!.What,
            Is.EqualTo(what)
        );

    [Test]
    public async Task Without_a_release_no_branch_is_taken_instead()
    {
        Git(Remote, "tag", "--delete", "v0.9.0", "v0.10.0");
        Assert.That(
            (await Assert.ThrowsAsync<ReleaseNotFoundException>(() => ResolveAsync("latest")))!.What,
            Is.EqualTo("no tag names a release (vX.Y.Z that is no pre-release)")
        );
    }

    [Test]
    public async Task The_tag_that_the_api_names_must_be_in_the_repository()
    {
        await using var server = new GitHubServer();
        var path =
            $"/repos/{Path.GetFileName(folder).Replace(" ", "%20", StringComparison.Ordinal)}/remote/releases/latest";
        using var client = new HttpClient();
        var releases = new GitHubReleases(client, server.Api, null);
        server.Answer(path, GitHubServer.Release("v0.9.0"));
        Assert.That((await ResolveAsync("latest", releases)).Tag, Is.EqualTo("v0.9.0"));
        server.Answer(path, GitHubServer.Release("v0.12.0"));
        Assert.That(
            (await Assert.ThrowsAsync<ReleaseNotFoundException>(() => ResolveAsync("latest", releases)))!.What,
            Is.EqualTo("the newest release is v0.12.0, but the repository has no such tag")
        );
    }

    [Test]
    public async Task A_repository_that_is_not_there_is_gits_error_and_a_mirror_is_hinted_at()
    {
        var error = await Assert.ThrowsAsync<ToolFailedException>(() =>
            new ReleaseResolver(git, null).ResolveAsync(Source("latest") with { Repository = folder }, folder, default)
        );
        Assert.That(error!.Hint, Does.StartWith("check the network").And.Contain("--repository=URL|DIR"));
    }

    [TestCase("https://github.com/vllm-project/vllm.git", true, "vllm-project/vllm")]
    [TestCase("git@github.com:vllm-project/vllm", true, "vllm-project/vllm")]
    [TestCase("https://example.org/github.com/vllm/", false, "github.com/vllm")]
    public void A_repository_on_GitHub_is_known_by_its_host(string repository, bool isOnGitHub, string name)
    {
        Assert.That(ReleaseResolver.IsOnGitHub(repository), Is.EqualTo(isOnGitHub));
        Assert.That(ReleaseResolver.OwnerAndName(repository), Is.EqualTo(name));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_checkout_has_the_commit_and_what_describes_it(bool overTransport)
    {
        var release = await ResolveAsync("latest");
        if (overTransport)
        {
            release = release with { Repository = new Uri(Remote).AbsoluteUri };
        }

        Bring(release);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Git(Checkout, "rev-parse", "HEAD"), Is.EqualTo(release.Commit));
            Assert.That(Git(Checkout, "describe", "--tags", "--dirty", "--long"), Does.StartWith("v0.10.0-0-g"));
            Assert.That(Git(Checkout, "tag"), Does.Contain("v0.11.0rc1"));
            Assert.That(Git(Checkout, "rev-parse", "--is-shallow-repository"), Is.EqualTo("false"));
            Assert.That(File.ReadAllText(Path.Join(Checkout, "file.txt")), Is.EqualTo("two"));
            Assert.That(Directory.GetDirectories(Path.Join(folder, "src")), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task A_checkout_that_is_there_is_brought_to_another_commit()
    {
        Bring(await ResolveAsync("v0.9.0"));
        Commit("five");
        Git(Remote, "tag", "v0.12.0");
        var release = await ResolveAsync("latest");
        Bring(release);
        Assert.That(Git(Checkout, "rev-parse", "HEAD"), Is.EqualTo(release.Commit));
        Assert.That(reported, Has.One.Contains(" clone ").And.Exactly(1).Contains(" fetch "));
    }

    [Test]
    public async Task Submodules_come_with_it()
    {
        var part = Path.Join(folder, "part");
        Directory.CreateDirectory(part);
        Git(part, "init", "--quiet");
        Git(part, "commit", "--quiet", "--allow-empty", "--message=part");
        Git(Remote, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part, "part");
        Git(Remote, "commit", "--quiet", "--message=with part");
        var release = await ResolveAsync("main");
        // git clones submodules from folders only where it is told to.
        Environment.SetEnvironmentVariable("GIT_ALLOW_PROTOCOL", "file");
        try
        {
            Bring(release);
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_ALLOW_PROTOCOL", null);
        }

        Assert.That(Path.Join(Checkout, "part", ".git"), Does.Exist);
    }

    [Test]
    public async Task Changes_are_named_and_kept()
    {
        var release = await ResolveAsync("latest");
        Bring(release);
        File.WriteAllText(Path.Join(Checkout, "file.txt"), "mine");
        File.WriteAllText(Path.Join(Checkout, "new.txt"), "mine");
        var error = Assert.Throws<CheckoutNotUsableException>(() => Bring(release));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error!.What, Does.EndWith("\n     M file.txt\n    ?? new.txt"));
            Assert.That(error.Hint, Does.Contain($"git -C '{Checkout}' stash --include-untracked"));
            Assert.That(File.ReadAllText(Path.Join(Checkout, "new.txt")), Is.EqualTo("mine"));
        }
    }

    [TestCase("docker/context/wheels")]
    [TestCase("docker/context/.wheels.staged")]
    public async Task What_a_build_puts_into_its_folder_is_no_change(string filled)
    {
        var release = await ResolveAsync("latest");
        Bring(release);
        Directory.CreateDirectory(Path.Join(Checkout, filled));
        File.WriteAllText(Path.Join(Checkout, filled, "torch.whl"), "");
        Assert.That(Git(Checkout, "status", "--porcelain"), Is.Empty);
        Bring(release);
        File.WriteAllText(Path.Join(Checkout, "docker/context/mine"), "");
        Assert.That(
            Assert.Throws<CheckoutNotUsableException>(() => Bring(release))!.What,
            Does.EndWith("\n    ?? docker/context/mine")
        );
    }

    [Test]
    public async Task A_checkout_that_knows_nothing_of_the_folder_yet_is_told()
    {
        var release = await ResolveAsync("latest");
        Bring(release);
        var exclude = Path.Join(Checkout, ".git/info/exclude");
        File.WriteAllText(exclude, "mine\n");
        Directory.CreateDirectory(Path.Join(Checkout, Filled));
        File.WriteAllText(Path.Join(Checkout, Filled, "torch.whl"), "");
        Bring(release, isPlan: true);
        Assert.That(File.ReadAllText(exclude), Is.EqualTo("mine\n"));
        Bring(release);
        Bring(release);
        Assert.That(
            File.ReadAllLines(exclude),
            Is.EqualTo(["mine", "/docker/context/wheels/", "/docker/context/.wheels.*/"])
        );
        Assert.That(Git(Checkout, "status", "--porcelain"), Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_tag_that_moved_since_it_was_resolved_is_not_built(bool isThere)
    {
        var release = await ResolveAsync("latest");
        if (isThere)
        {
            Bring(release);
        }

        Git(Remote, "tag", "--force", "v0.10.0", "main");
        var moved = Git(Remote, "rev-parse", "main");
        var error = Assert.Throws<CheckoutNotUsableException>(() => Bring(release));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                error!.What,
                Is.EqualTo(
                    $"the checkout is at {release.Commit} and its tag v0.10.0 at {moved}, not at {release.Commit}"
                )
            );
            Assert.That(error.Hint, Is.EqualTo("the tag moved meanwhile: run Resolve-Release again"));
            Assert.That(Directory.Exists(Checkout), Is.EqualTo(isThere), "a new one is not put there");
        }
    }

    [Test]
    public async Task A_checkout_of_another_repository_is_left_alone()
    {
        var release = await ResolveAsync("latest");
        Bring(release);
        var other = release with { Repository = "https://example.org/vllm.git" };
        Assert.That(
            Assert.Throws<CheckoutNotUsableException>(() => Bring(other))!.What,
            Is.EqualTo($"the checkout is of {Remote}, not of https://example.org/vllm.git")
        );
    }

    [Test]
    public async Task A_folder_that_is_no_checkout_is_left_alone()
    {
        Directory.CreateDirectory(Checkout);
        File.WriteAllText(Path.Join(Checkout, "mine"), "");
        var release = await ResolveAsync("latest");
        Assert.That(
            Assert.Throws<CheckoutNotUsableException>(() => Bring(release))!.What,
            Is.EqualTo("there is a folder that is no checkout of git")
        );
        Assert.That(Path.Join(Checkout, "mine"), Does.Exist);
    }

    [Test]
    public async Task A_plan_tells_the_commands_and_runs_none()
    {
        var release = await ResolveAsync("latest");
        Bring(release, isPlan: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                reported,
                Is.EqualTo([
                    $"git -C \"{folder}/src\" clone --quiet --filter=blob:none --no-checkout --origin origin -- \"{Remote}\" \"{Checkout}\"",
                    $"git -C \"{Checkout}\" rev-parse --git-path info/exclude  # only asks",
                    $"git -C \"{Checkout}\" checkout --quiet --detach {release.Commit}",
                    $"git -C \"{Checkout}\" submodule --quiet update --init --recursive  # where the release has submodules",
                    $"git -C \"{Checkout}\" rev-parse --verify HEAD  # only asks",
                    $"git -C \"{Checkout}\" rev-parse --verify refs/tags/v0.10.0^{{commit}}  # only asks",
                    $"git -C \"{Checkout}\" status --porcelain --untracked-files=all  # only asks",
                ])
            );
            Assert.That(Path.Join(folder, "src"), Does.Not.Exist);
        }
    }

    [Test]
    public async Task What_is_released_is_recorded_for_later_runs()
    {
        var release = await ResolveAsync("latest");
        var path = Path.Join(folder, "src/release.json");
        release.Write(path);
        Assert.That(ResolvedRelease.Read(path), Is.EqualTo(release));
        (release with { Repository = "https://user:password@host/vllm.git" }).Write(path);
        Assert.That(ResolvedRelease.Read(path).Repository, Is.EqualTo("https://***@host/vllm.git"));
    }

    [TestCase(null)]
    [TestCase("{}")]
    [TestCase("[")]
    public void A_record_that_cannot_be_read_says_which_task_to_run(string? text)
    {
        var path = Path.Join(folder, "release.json");
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }

        Assert.That(
            Assert.Throws<Wheelhouse.Build.Artifacts.InputNotReadyException>(() => ResolvedRelease.Read(path))!.Hint,
            Is.EqualTo("run --target=Resolve-Release first")
        );
    }

    private static RecipeSource Source(string asked) => new("", ProjectName.Parse("vllm"), asked, "v");

    private Task<ResolvedRelease> ResolveAsync(string asked, GitHubReleases? releases = null) =>
        new ReleaseResolver(git, releases).ResolveAsync(Source(asked) with { Repository = Remote }, folder, default);

    private void Bring(ResolvedRelease release, bool isPlan = false) =>
        new SourceCheckout(git, Checkout, reported.Add, isPlan, [Filled]).Bring(release, CancellationToken.None);

    private void Commit(string text)
    {
        File.WriteAllText(Path.Join(Remote, "file.txt"), text);
        Git(Remote, "add", "--all");
        Git(Remote, "commit", "--quiet", "--message", text);
    }

    private static string Git(string place, params string[] arguments)
    {
        string[] author = ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgSign=false"];
        var start = new ProcessStartInfo("git", [.. author, "-c", "tag.gpgSign=false", .. arguments])
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, string.Join(' ', arguments));
        return output.Trim();
    }
}
