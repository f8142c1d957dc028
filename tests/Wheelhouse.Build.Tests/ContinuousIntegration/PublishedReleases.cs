using Wheelhouse.Build.Releases;
using Wheelhouse.Index;
using Wheelhouse.Names;
using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.ContinuousIntegration;

public sealed class PublishedReleases
{
    private static readonly ProjectName Vllm = ProjectName.Parse("vllm");
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("published ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task An_index_without_the_project_has_not_published_it() => Assert.That(await Find(), Is.Empty);

    [Test]
    public async Task Each_label_is_told_and_what_was_yanked_was_published()
    {
        var page = ProjectPage.Create(
            Vllm,
            [File("0.11.0+rocm7.1.gfx942.cp312", null), File("0.11.1", "wrong kernels")]
        );
        var path = Path.Join(folder, IndexLayout.ProjectJson(Vllm));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await System.IO.File.WriteAllBytesAsync(path, ProjectPageJson.Render(page));
        Assert.That((await Find()).Select(found => $"{found}"), Is.EqualTo(["0.11.0+rocm7.1.gfx942.cp312", "0.11.1"]));
    }

    private static IndexFile File(string version, string? yanked)
    {
        var name = WheelFileName.Parse($"vllm-{version}-cp38-abi3-linux_x86_64.whl");
        return new IndexFile(name, IndexLayout.FileUrl(name), new string('0', 64), 1) { Yanked = yanked };
    }

    private Task<IReadOnlyList<PythonVersion>> Find() =>
        PublishedVersions.OfAsync(StoreLocation.OfFolder(folder).Open(new S3Settings()), Vllm, CancellationToken.None);
}
