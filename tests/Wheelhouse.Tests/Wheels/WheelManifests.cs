using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class WheelManifests
{
    private const string Name = "torch-2.9.0-cp312-cp312-linux_x86_64.whl";
    private string folder = string.Empty;

    private string Wheel => Path.Combine(folder, Name);

    private string Manifest => Path.Combine(folder, WheelManifest.FileName);

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("wheelhouse-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task What_is_written_is_read_back()
    {
        var entry = (await FillAsync()) with
        {
            OriginalFileName = WheelFileName.Parse("torch-2.9.0a0+git1c57644d-cp312-cp312-linux_x86_64.whl"),
            OriginalSha256 = new string('a', 64),
            RequiredBy = [ProjectName.Parse("vllm")],
        };
        var inputs = new Dictionary<string, string> { ["base"] = "ab" };
        new WheelManifest([entry], inputs).Write(folder);
        var read = WheelManifest.Read(folder);
        Assert.That(read.Inputs, Is.EqualTo(inputs));
        Assert.That(read.Entries.Single() with { RequiredBy = [] }, Is.EqualTo(entry with { RequiredBy = [] }));
        Assert.That(read.Entries.Single().RequiredBy, Is.EqualTo(entry.RequiredBy));
        Assert.That(read.Entries.Single().OriginalVersion.ToString(), Is.EqualTo("2.9.0a0+git1c57644d"));
    }

    [Test]
    public async Task What_a_wheel_was_built_by_is_read_back_without_secrets()
    {
        var build = new BuildProvenance(
            "rocm-7.1-gfx942",
            new string('b', 64),
            "sha256:" + new string('c', 64),
            [KeyValuePair.Create("vllm", "1c57644d")],
            [
                KeyValuePair.Create("PYTORCH_ROCM_ARCH", "gfx942;gfx950"),
                KeyValuePair.Create("HF_TOKEN", "hf_abc"),
                KeyValuePair.Create("BASE_REPO", "https://me:hunter2@host/repo.git"),
            ]
        );
        new WheelManifest([(await FillAsync()) with { Build = build }]).Write(folder);
        Assert.That(await File.ReadAllTextAsync(Manifest), Does.Not.Contain("hf_abc").And.Not.Contain("hunter2"));
        var read = WheelManifest.Read(folder).Entries.Single().Build!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Recipe, Is.EqualTo(build.Recipe));
            Assert.That(read.RecipeSha256, Is.EqualTo(build.RecipeSha256));
            Assert.That(read.ImageDigest, Is.EqualTo(build.ImageDigest));
            Assert.That(read.Commits, Is.EqualTo(new Dictionary<string, string> { ["vllm"] = "1c57644d" }));
            Assert.That(
                read.Arguments,
                Is.EqualTo(
                    new Dictionary<string, string>
                    {
                        ["BASE_REPO"] = "https://***@host/repo.git",
                        ["HF_TOKEN"] = "***",
                        ["PYTORCH_ROCM_ARCH"] = "gfx942;gfx950",
                    }
                )
            );
        }
    }

    [Test]
    public async Task A_manifest_of_the_first_schema_is_read()
    {
        var entry = await FillAsync();
        var json = new WheelManifest([entry]).ToJson();
        var old = json.Replace("\"schemaVersion\": 3", "\"schemaVersion\": 1", StringComparison.Ordinal);
        Assert.That(old, Is.Not.EqualTo(json).And.Not.Contain("build\":"));
        Assert.That(WheelManifest.Parse(old, "old").Entries.Single().Build, Is.Null);
    }

    [Test]
    public async Task The_digest_is_of_the_content_alone()
    {
        var entry = await FillAsync();
        var digest = new WheelManifest([entry]).Digest;
        Assert.That(
            new WheelManifest([entry with { Modified = DateTime.UnixEpoch, Origin = "x" }]).Digest,
            Is.EqualTo(digest)
        );
        Assert.That(new WheelManifest([entry with { Sha256 = new string('0', 64) }]).Digest, Is.Not.EqualTo(digest));
        Assert.That(new WheelManifest([]).Digest, Is.Not.EqualTo(digest));
    }

    [Test]
    public async Task A_folder_as_it_was_left_is_accepted()
    {
        var manifest = new WheelManifest([await FillAsync()]);
        Assert.That(() => manifest.VerifyAsync(folder, CancellationToken.None), Throws.Nothing);
    }

    [Test]
    public async Task A_copy_with_another_time_is_accepted()
    {
        var manifest = new WheelManifest([await FillAsync()]);
        File.SetLastWriteTimeUtc(Wheel, DateTime.UnixEpoch);
        Assert.That(() => manifest.VerifyAsync(folder, CancellationToken.None), Throws.Nothing);
    }

    [Test]
    public async Task Changed_bytes_of_the_same_length_are_found()
    {
        var manifest = new WheelManifest([await FillAsync()]);
        await File.WriteAllTextAsync(Wheel, "other bytes");
        File.SetLastWriteTimeUtc(Wheel, DateTime.UnixEpoch);
        Assert.That((await ProblemsAsync(manifest)).Single(), Does.Contain(Name).And.Contain("sha256"));
    }

    [Test]
    public async Task All_that_is_missing_or_too_much_is_told_at_once()
    {
        var manifest = new WheelManifest([await FillAsync()]);
        File.Delete(Wheel);
        await File.WriteAllTextAsync(Path.Combine(folder, "more-1.0-py3-none-any.whl"), "");
        Assert.That(await ProblemsAsync(manifest), Has.Count.EqualTo(2));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("""{"schemaVersion": 0, "inputs": {}, "files": []}""")]
    [TestCase("""{"schemaVersion": 4, "inputs": {}, "files": []}""")]
    [TestCase("""{"schemaVersion": 1, "inputs": {}, "files": [], "more": 1}""")]
    [TestCase(
        """{"schemaVersion": 1, "inputs": {}, "files": [{"fileName": "torch-2.9.0-cp312-cp312-linux_x86_64.whl"}]}"""
    )]
    public async Task A_damaged_manifest_is_refused(string text)
    {
        await File.WriteAllTextAsync(Manifest, text);
        Assert.That(() => WheelManifest.Read(folder), Throws.TypeOf<InvalidManifestException>());
    }

    [Test]
    public async Task A_file_name_that_leaves_the_folder_is_refused()
    {
        new WheelManifest([await FillAsync()]).Write(folder);
        var text = await File.ReadAllTextAsync(Manifest);
        await File.WriteAllTextAsync(
            Manifest,
            text.Replace(
                $"\"fileName\": \"{Name}\"",
                $"\"fileName\": \"torch-2.9.0-cp312-cp312-../../{Name}\"",
                StringComparison.Ordinal
            )
        );
        Assert.That(() => WheelManifest.Read(folder), Throws.TypeOf<InvalidManifestException>());
    }

    [Test]
    public void A_missing_manifest_is_said() =>
        Assert.That(() => WheelManifest.Read(folder), Throws.TypeOf<InvalidManifestException>());

    private async Task<ManifestEntry> FillAsync()
    {
        await File.WriteAllTextAsync(Wheel, "the bytes..");
        return ManifestEntry.Of(Wheel, await FileSha256.ComputeAsync(Wheel, CancellationToken.None), "/builds/" + Name);
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(WheelManifest manifest)
    {
        var error = await Assert.ThrowsAsync<FolderDiffersException>(() =>
            manifest.VerifyAsync(folder, CancellationToken.None)
        );
        return error!.Problems;
    }
}
