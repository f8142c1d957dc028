using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Index;

public sealed class SiteBuilders : TestFolder
{
    private string SiteFolder => Path.Combine(Folder, "site");

    [Test]
    public async Task A_site_has_wheels_metadata_and_pages_in_their_places()
    {
        await BuildAsync(
            TestWheel.Of("torch", "2.9.0+rocm7.1"),
            TestWheel.Of("vllm", "0.11.1", "torch==2.9.0+rocm7.1")
        );
        Assert.That(
            FilesOf(SiteFolder),
            Is.EqualTo(
                new[]
                {
                    "index.html",
                    "packages/torch/torch-2.9.0+rocm7.1-py3-none-any.whl",
                    "packages/torch/torch-2.9.0+rocm7.1-py3-none-any.whl.metadata",
                    "packages/vllm/vllm-0.11.1-py3-none-any.whl",
                    "packages/vllm/vllm-0.11.1-py3-none-any.whl.metadata",
                    "simple-json/index.json",
                    "simple-json/torch/index.json",
                    "simple-json/vllm/index.json",
                    "simple/index.html",
                    "simple/torch/index.html",
                    "simple/vllm/index.html",
                }
            )
        );
    }

    [Test]
    public async Task The_sidecar_is_the_metadata_of_the_wheel_byte_for_byte()
    {
        const string text = "Metadata-Version: 2.4\r\nName: x\r\nVersion: 1.0\r\n\r\nVersion: 9\r\nGröße\n";
        await BuildAsync(new TestWheel("x", "1.0").Metadata(text));
        var sidecar = await File.ReadAllBytesAsync(In("packages/x/x-1.0-py3-none-any.whl.metadata"));
        Assert.That(sidecar, Is.EqualTo(Encoding.UTF8.GetBytes(text)));
        Assert.That(
            await File.ReadAllTextAsync(In("simple/x/index.html")),
            Does.Contain($"data-core-metadata=\"sha256={PageText.Sha256(sidecar)}\"")
        );
    }

    [Test]
    public async Task Requires_python_stands_on_the_page_as_the_wheel_says_it()
    {
        var metadata = "Metadata-Version: 2.1\nName: a\nVersion: 1.0\nRequires-Python: >=3.9,<3.14\n\n";
        await BuildAsync(new TestWheel("a", "1.0").Metadata(metadata));
        Assert.That(
            await File.ReadAllTextAsync(In("simple/a/index.html")),
            Does.Contain("data-requires-python=\"&gt;=3.9,&lt;3.14\"")
        );
    }

    [Test]
    public async Task A_wheel_is_linked_and_not_copied()
    {
        var wheels = await ReadAsync(TestWheel.Of("a", "1.0"));
        await SiteBuilder.BuildAsync(SiteBuilder.Plan(wheels), SiteFolder, default);
        // Only a test writes through one name to see whether the other shares its bytes.
        await File.AppendAllTextAsync(wheels[0].Wheel.Path, "!");
        Assert.That(new FileInfo(In("packages/a/a-1.0-py3-none-any.whl")).Length, Is.EqualTo(wheels[0].Wheel.Size + 1));
    }

    [Test]
    public async Task The_given_hash_is_used()
    {
        var wheels = await ReadAsync(TestWheel.Of("a", "1.0"));
        var plan = SiteBuilder.Plan([wheels[0] with { Sha256 = TestPages.Sha256('9') }]);
        Assert.That(plan.Pages.Single().Files.Single().Sha256, Is.EqualTo(TestPages.Sha256('9')));
    }

    [Test]
    public async Task A_new_build_replaces_the_old_site()
    {
        await BuildAsync(TestWheel.Of("a", "1.0"));
        await BuildAsync(TestWheel.Of("b", "1.0"));
        Assert.That(
            FilesOf(SiteFolder).Where(file => file.StartsWith("packages", StringComparison.Ordinal)),
            Has.All.Contain("/b/")
        );
        Assert.That(Directory.GetDirectories(Folder, "site*"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_failed_build_leaves_the_old_site_as_it_was()
    {
        await BuildAsync(TestWheel.Of("a", "1.0"));
        var before = FilesOf(SiteFolder);
        var wheels = await ReadAsync(TestWheel.Of("b", "1.0"), TestWheel.Of("c", "1.0"));
        File.Delete(wheels[1].Wheel.Path);
        await Assert.ThrowsAsync<SiteFailedException>(() =>
            SiteBuilder.BuildAsync(SiteBuilder.Plan(wheels), SiteFolder, default)
        );
        Assert.That(FilesOf(SiteFolder), Is.EqualTo(before));
        Assert.That(Directory.GetDirectories(Folder, "site*"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_folder_of_something_else_is_never_replaced()
    {
        Directory.CreateDirectory(SiteFolder);
        await File.WriteAllTextAsync(In("thesis.txt"), "years of work");
        await Assert.ThrowsAsync<NotASiteException>(() => BuildAsync(TestWheel.Of("a", "1.0")));
        Assert.That(In("thesis.txt"), Does.Exist);
    }

    [Test]
    public async Task The_same_wheels_make_the_same_bytes()
    {
        await BuildAsync(TestWheel.Of("a", "1.0"), TestWheel.Of("b", "1.0"));
        var first = FilesOf(SiteFolder).ToDictionary(name => name, name => File.ReadAllBytes(In(name)));
        await BuildAsync(TestWheel.Of("b", "1.0"), TestWheel.Of("a", "1.0"));
        foreach (var (name, bytes) in first)
        {
            Assert.That(File.ReadAllBytes(In(name)), Is.EqualTo(bytes), name);
        }
    }

    [Test]
    public async Task Two_wheels_of_one_name_are_refused()
    {
        var wheels = await ReadAsync(TestWheel.Of("a", "1.0"));
        Assert.That(
            () => SiteBuilder.Plan([wheels[0], wheels[0]]),
            Throws.TypeOf<InvalidIndexPageException>().With.Message.Contains("a-1.0-py3-none-any.whl is there 2 times")
        );
    }

    [Test]
    public async Task Wheels_of_one_version_that_require_different_things_are_warned_of()
    {
        var plan = SiteBuilder.Plan(
            await ReadAsync(
                new TestWheel("a", "1.0", "cp311-cp311-linux_x86_64").Requires("b>=1").Requires("c"),
                new TestWheel("a", "1.0", "cp312-cp312-linux_x86_64").Requires("c").Requires("b>=2"),
                new TestWheel("a", "2.0", "cp311-cp311-linux_x86_64").Requires("b").Requires("c"),
                new TestWheel("a", "2.0", "cp312-cp312-linux_x86_64").Requires("c").Requires("b")
            )
        );
        var warning = plan.Warnings.Single();
        Assert.That(warning.Version.ToString(), Is.EqualTo("1.0"));
        Assert.That(
            warning.ToString(),
            Does.Contain("b>=1: only a-1.0-cp311-cp311-linux_x86_64.whl")
                .And.Contain("b>=2: only a-1.0-cp312-cp312-linux_x86_64.whl")
        );
    }

    [Test]
    public async Task The_list_of_projects_tells_newest_versions_and_their_summaries()
    {
        var plan = SiteBuilder.Plan(
            await ReadAsync(
                new TestWheel("a", "1.0").Metadata("Metadata-Version: 2.1\nName: a\nVersion: 1.0\nSummary: old\n\n"),
                new TestWheel("a", "1.1").Metadata("Metadata-Version: 2.1\nName: a\nVersion: 1.1\nSummary: new\n\n"),
                new TestWheel("a", "1.2rc1").Metadata(
                    "Metadata-Version: 2.1\nName: a\nVersion: 1.2rc1\nSummary: rc\n\n"
                )
            )
        );
        var row = plan.Root.Projects.Single();
        Assert.That(row.LatestVersion?.ToString(), Is.EqualTo("1.1"));
        Assert.That(row.Summary, Is.EqualTo("new"));
    }

    [Test]
    public async Task A_site_reads_back_as_it_was_planned()
    {
        var plan = await BuildAsync(TestWheel.Of("a", "1.0"), TestWheel.Of("b", "1.0"));
        var site = await Site.ReadAsync(SiteFolder, default);
        Assert.That(site.Pages.Select(ProjectPageJson.Render), Is.EqualTo(plan.Pages.Select(ProjectPageJson.Render)));
        Assert.That(RootPageJson.Render(site.Root), Is.EqualTo(RootPageJson.Render(plan.Root)));
    }

    [Test]
    public async Task A_site_that_lacks_files_says_which()
    {
        await BuildAsync(
            TestWheel.Of("a", "1.0"),
            TestWheel.Of("b", "1.0"),
            TestWheel.Of("c", "1.0"),
            TestWheel.Of("d", "1.0")
        );
        File.Delete(In("packages/a/a-1.0-py3-none-any.whl"));
        await File.WriteAllTextAsync(In("packages/b/b-1.0-py3-none-any.whl"), "short");
        File.Delete(In("packages/c/c-1.0-py3-none-any.whl.metadata"));
        File.Delete(In("simple-json/d/index.json"));
        var error = await Assert.ThrowsAsync<IncompleteSiteException>(() => Site.ReadAsync(SiteFolder, default));
        Assert.That(error!.Problems, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_folder_without_a_site_is_none() =>
        await Assert.ThrowsAsync<NotASiteException>(() => Site.ReadAsync(Folder, default));

    private string In(string key) => Path.Combine(SiteFolder, key);

    private static string[] FilesOf(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal),
        ];

    private async Task<SitePlan> BuildAsync(params TestWheel[] wheels)
    {
        var plan = SiteBuilder.Plan(await ReadAsync(wheels));
        await SiteBuilder.BuildAsync(plan, SiteFolder, default);
        return plan;
    }

    private Task<List<SiteWheel>> ReadAsync(params TestWheel[] wheels) => TestSite.ReadAsync(Folder, wheels);
}
