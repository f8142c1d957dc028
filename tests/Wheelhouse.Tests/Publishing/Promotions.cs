using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Versions of one channel are offered in another.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class Promotions(StoreKind kind) : PublishingFixture
{
    private static readonly Channel Nightly = Channel.Parse("nightly");

    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [Test]
    public async Task A_version_comes_with_what_an_installation_takes_and_nothing_else()
    {
        await PublishAsync(Nightly, await ReleaseAsync("1.0", TestWheel.Of("numpy", "1.0")));
        await PublishAsync(Nightly, await ReleaseAsync("2.0"));
        var before = await store.ContentsAsync();
        var plan = await PlanAsync(Channel.Main, "vllm", "1.0");
        Assert.That(await store.ContentsAsync(), Is.EqualTo(before), "a plan changes nothing");
        Assert.That(
            plan.Steps.Select(step => step.After.Name.Value),
            Is.EqualTo(new[] { "triton", "torch", "vllm" }),
            "what is needed comes first"
        );

        var record = await ApplyAsync(Channel.Main, plan);
        Assert.That(record!.Action, Is.EqualTo(IndexAction.Promote));
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        string[] expected = ["torch-1.0-py3-none-any.whl", "triton-1.0-py3-none-any.whl", "vllm-1.0-py3-none-any.whl"];
        Assert.That(visible.Html, Is.EqualTo(expected));
        Assert.That(visible.Json, Is.EqualTo(expected));
        var after = await store.ContentsAsync();
        Assert.That(
            after.Where(row => row.Key.StartsWith("packages/", StringComparison.Ordinal)),
            Is.EqualTo(before.Where(row => row.Key.StartsWith("packages/", StringComparison.Ordinal)))
        );
        Assert.That((await PlanAsync(Channel.Main, "vllm", "1.0")).IsEmpty);
    }

    [Test]
    public async Task Of_several_versions_that_would_do_the_one_that_all_agree_on_is_taken()
    {
        await PublishAsync(
            Nightly,
            await SiteAsync(
                TestWheel.Of("vllm", "1.0", "torch==2.9.0", "accelerate", "windows-only; sys_platform == 'win32'"),
                TestWheel.Of("accelerate", "1.0", "torch>=2.0"),
                TestWheel.Of("accelerate", "0.9", "torch>=2.0"),
                TestWheel.Of("torch", "2.9.0"),
                TestWheel.Of("torch", "2.10.0")
            )
        );
        await ApplyAsync(Channel.Main, await PlanAsync(Channel.Main, "vllm", "1.0"));
        Assert.That(
            await FilesAsync(),
            Is.EqualTo(
                new[] { "accelerate-1.0-py3-none-any.whl", "torch-2.9.0-py3-none-any.whl", "vllm-1.0-py3-none-any.whl" }
            )
        );
    }

    [Test]
    public async Task What_any_python_and_machine_takes_comes_and_all_files_of_a_version()
    {
        await PublishAsync(
            Nightly,
            await SiteAsync(
                new TestWheel("vllm", "1.0", "cp38-abi3-manylinux_2_28_x86_64").Requires("torch"),
                new TestWheel("torch", "2.0", "cp312-cp312-manylinux_2_28_x86_64").Requires(
                    "tomli; python_version < '3.12'"
                ),
                new TestWheel("torch", "1.9", "cp311-cp311-linux_x86_64").Requires("tomli; python_version < '3.12'"),
                new TestWheel("torch", "1.8", "cp311-cp311-linux_x86_64"),
                TestWheel.Of("tomli", "1.0"),
                new TestWheel("torch", "2.0", "cp312-cp312-win_amd64")
            )
        );
        await ApplyAsync(Channel.Main, await PlanAsync(Channel.Main, "vllm", "1.0"));
        Assert.That(
            await FilesAsync(),
            Is.EqualTo(
                new[]
                {
                    "tomli-1.0-py3-none-any.whl",
                    "torch-1.9-cp311-cp311-linux_x86_64.whl",
                    "torch-2.0-cp312-cp312-manylinux_2_28_x86_64.whl",
                    "torch-2.0-cp312-cp312-win_amd64.whl",
                    "vllm-1.0-cp38-abi3-manylinux_2_28_x86_64.whl",
                }
            )
        );
    }

    [Test]
    public async Task From_the_main_index_a_version_goes_to_a_channel_whose_pages_lead_to_the_files()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        await ApplyAsync(Nightly, await PlanAsync(Nightly, "vllm", "1.0", Channel.Main));
        Assert.That(
            await TextAsync(store, "nightly/simple/torch/index.html"),
            Does.Contain("href=\"../../../packages/torch/torch-1.0-py3-none-any.whl#sha256=")
        );
        Assert.That(await TextAsync(store, "nightly/simple/index.html"), Does.Contain("triton").And.Contain("vllm"));
    }

    [Test]
    public async Task What_the_target_has_stays_as_it_is()
    {
        await PublishAsync(Nightly, await ReleaseAsync("2.0"));
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var plan = await PlanAsync(Channel.Main, "vllm", "2.0");
        await PublishAsync(store, await ReleaseAsync("3.0"));
        await ApplyAsync(Channel.Main, plan);
        var visible = await VisibleIndex.ReadAsync(store);
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Count.EqualTo(9));
    }

    [Test]
    public async Task Other_bytes_under_the_name_are_refused()
    {
        await PublishAsync(Nightly, await ReleaseAsync("1.0"));
        var page = await TextAsync(store, "nightly/simple-json/torch/index.json");
        var hash = page[(page.IndexOf("\"sha256\":", StringComparison.Ordinal) + 11)..][..64];
        var other = page.Replace(hash, new string('0', 64), StringComparison.Ordinal)
            .Replace("../../../packages", "../../packages", StringComparison.Ordinal);
        await PutAsync(store, IndexLayout.ProjectJson(ProjectName.Parse("torch")), other);
        await Assert.ThrowsAsync<PublishedFileDiffersException>(() => PlanAsync(Channel.Main, "vllm", "1.0"));
    }

    [Test]
    public async Task A_version_that_is_not_there_is_refused_with_those_that_are()
    {
        await PublishAsync(Nightly, await ReleaseAsync("1.0"));
        var error = await Assert.ThrowsAsync<NotPublishedException>(() => PlanAsync(Channel.Main, "vllm", "2.0"));
        Assert.That(error!.Message, Does.Contain("vllm 2.0").And.Contain("channel nightly").And.Contain("1.0"));
        await Assert.ThrowsAsync<NotPublishedException>(() => PlanAsync(Channel.Main, "jax", "2.0"));
    }

    [Test]
    public async Task A_version_that_does_not_install_where_it_is_is_refused_with_the_reason()
    {
        await PublishAsync(
            Nightly,
            await SiteAsync(
                new TestWheel("vllm", "1.0", "cp312-abi3-linux_x86_64").Requires("torch==2.0"),
                TestWheel.Of("torch", "2.0", "gone")
            )
        );
        var error = await Assert.ThrowsAsync<NotInstallableException>(() => PlanAsync(Channel.Main, "vllm", "1.0"));
        Assert.That(error!.Message, Does.Contain("vllm -> torch -> gone").And.Contain("channel nightly"));
    }

    [Test]
    public async Task Yanked_files_stay_yanked_and_are_taken_only_where_they_are_pinned()
    {
        await PublishAsync(
            Nightly,
            await SiteAsync(
                TestWheel.Of("vllm", "1.0", "torch==2.0", "numpy"),
                TestWheel.Of("torch", "2.0"),
                TestWheel.Of("numpy", "1.0"),
                TestWheel.Of("numpy", "2.0")
            )
        );
        foreach (var project in new[] { "torch", "numpy" })
        {
            var options = new PublisherOptions { Channel = Nightly };
            var yank = await new YankPlanner(store, options).PlanAsync(
                ProjectName.Parse(project),
                PythonVersion.Parse("2.0"),
                "broken",
                default
            );
            await new IndexChanger(store, options).ApplyAsync(yank, default);
        }

        await ApplyAsync(Channel.Main, await PlanAsync(Channel.Main, "vllm", "1.0"));
        Assert.That(await TextAsync(store, "simple/torch/index.html"), Does.Contain("data-yanked=\"broken\""));
        Assert.That(
            await TextAsync(store, "simple/numpy/index.html"),
            Does.Contain("numpy-1.0-").And.Not.Contain("numpy-2.0-")
        );
    }

    private async Task<IReadOnlyList<string>> FilesAsync()
    {
        var files = new List<string>();
        await foreach (var row in store.ListAsync("simple-json/", default))
        {
            if (row.Key.EndsWith("/index.json", StringComparison.Ordinal) && row.Key != IndexLayout.RootJson)
            {
                var page = Encoding.UTF8.GetBytes(await TextAsync(store, row.Key));
                files.AddRange(ProjectPageJson.Parse(page, row.Key).Files.Select(file => file.FileName.ToString()));
            }
        }

        return files;
    }

    private Task<string> SiteAsync(params TestWheel[] wheels) => TestSite.BuildAsync(Folder, wheels);

    private Task<ChangePlan> PlanAsync(Channel to, string project, string version, Channel? from = null) =>
        new PromotionPlanner(store, new PublisherOptions { Channel = to }).PlanAsync(
            from ?? Nightly,
            ProjectName.Parse(project),
            PythonVersion.Parse(version),
            default
        );

    private Task<ReleaseRecord?> ApplyAsync(Channel to, ChangePlan plan) =>
        new IndexChanger(store, new PublisherOptions { Channel = to }).ApplyAsync(plan, default);

    private async Task PublishAsync(Channel channel, string site)
    {
        var publisher = new Publisher(store, new PublisherOptions { Channel = channel });
        await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }
}
