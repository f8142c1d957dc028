using Wheelhouse.Names;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class WheelManifests : TestFolder
{
    [Test]
    public async Task What_is_written_is_read()
    {
        var manifest = await MakeAsync();
        manifest.Write(Folder);
        var read = WheelManifest.Read(Folder);
        Assert.That(read.Entries, Has.Count.EqualTo(2));
        foreach (var (entry, expected) in read.Entries.Zip(manifest.Entries))
        {
            Assert.That(entry with { RequiredBy = expected.RequiredBy }, Is.EqualTo(expected));
            Assert.That(entry.RequiredBy, Is.EqualTo(expected.RequiredBy));
        }
    }

    [Test]
    public async Task The_bytes_are_the_same_for_any_order_of_entries()
    {
        var manifest = await MakeAsync();
        manifest.Write(Folder);
        var first = await File.ReadAllBytesAsync(ManifestPath);
        new WheelManifest([.. manifest.Entries.Reverse()]).Write(Folder);
        Assert.That(await File.ReadAllBytesAsync(ManifestPath), Is.EqualTo(first));
        Assert.That(
            await File.ReadAllTextAsync(ManifestPath),
            Does.StartWith("{\n  \"schemaVersion\": 1,\n  \"wheels\": [\n    {\n      \"fileName\": \"numpy-")
                .And.EndsWith("}\n")
        );
    }

    [Test]
    public async Task A_folder_that_is_as_written_is_proved()
    {
        var manifest = await MakeAsync();
        manifest.Write(Folder);
        await WheelManifest.Read(Folder).VerifyAsync(Folder, CancellationToken.None);
    }

    [Test]
    public async Task A_file_with_another_time_is_hashed()
    {
        var manifest = await MakeAsync();
        File.SetLastWriteTimeUtc(PathOf(manifest, 0), DateTime.UnixEpoch);
        await manifest.VerifyAsync(Folder, CancellationToken.None);
    }

    [Test]
    public async Task All_differences_are_told_at_once()
    {
        var manifest = await MakeAsync();
        var bytes = await File.ReadAllBytesAsync(PathOf(manifest, 0));
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(PathOf(manifest, 0), bytes);
        File.SetLastWriteTimeUtc(PathOf(manifest, 0), DateTime.UnixEpoch);
        File.Delete(PathOf(manifest, 1));
        TestWheel.Of("stray", "1.0").Write(Folder);
        var error = await Assert.ThrowsAsync<ManifestMismatchException>(() =>
            manifest.VerifyAsync(Folder, CancellationToken.None)
        );
        Assert.That(error!.Problems, Has.Count.EqualTo(3));
        Assert.That(error.Problems[0], Does.StartWith("numpy-").And.Contains("sha256"));
        Assert.That(error.Problems[1], Does.StartWith("torch-").And.Contains("missing"));
        Assert.That(error.Problems[2], Does.StartWith("stray-").And.Contains("does not name it"));
        Assert.That(error.Where, Is.EqualTo(Folder));
    }

    [Test]
    public async Task A_file_of_another_size_is_told_without_hashing()
    {
        var manifest = await MakeAsync();
        await File.AppendAllTextAsync(PathOf(manifest, 0), "more");
        var error = await Assert.ThrowsAsync<ManifestMismatchException>(() =>
            manifest.VerifyAsync(Folder, CancellationToken.None)
        );
        Assert.That(error!.Problems.Single(), Does.Contain("bytes and should have"));
    }

    [Test]
    public async Task Renames_are_known_from_it()
    {
        var renames = (await MakeAsync()).Renames;
        Assert.That(renames, Has.Count.EqualTo(1));
        var key = (ProjectName.Parse("torch"), PythonVersion.Parse("2.9.0a0+git1"));
        Assert.That(renames[key], Is.EqualTo(PythonVersion.Parse("2.9.0")));
    }

    [Test]
    public void A_missing_manifest_is_told() =>
        Assert.That(
            () => WheelManifest.Read(Folder),
            Throws.TypeOf<InvalidManifestException>().With.Message.Contains(ManifestPath)
        );

    [TestCase("\"schemaVersion\": 1", "\"schemaVersion\": 2", 2, "'schemaVersion' is 2")]
    [TestCase("\"schemaVersion\": 1", "\"schemaVersion\": \"1\"", 2, "'schemaVersion' is not a whole number")]
    [TestCase("\"schemaVersion\": 1,", "", 1, "'schemaVersion' is missing")]
    [TestCase("\"schemaVersion\": 1", "\"schemaVersion\": 1, \"more\": 1", 2, "'more' is no key")]
    [TestCase("\"size\": ", "\"size\": -", 9, "'size' is not")]
    [TestCase("\"size\": ", "\"size\": 1.", 9, "'size' is not")]
    [TestCase("\"size\": ", "\"size\": 99999999999999999999", 9, "'size' is not")]
    [TestCase("\"size\": ", "\"length\": ", 9, "'length' is no key")]
    [TestCase("\"size\": ", "\"sha256\": ", 9, "sha256")]
    [TestCase("\"sha256\": \"", "\"sha256\": \"A", 8, "'sha256' is not 64")]
    [TestCase("\"project\": \"numpy\"", "\"project\": \"scipy\"", 5, "of scipy 2.1.0")]
    [TestCase("\"project\": \"numpy\"", "\"project\": \"-\"", 6, "'project' is wrong")]
    [TestCase("\"project\": \"numpy\"", "\"project\": null", 6, "'project' is not a text")]
    [TestCase("\"version\": \"2.1.0\"", "\"version\": \"two\"", 7, "'version' is wrong")]
    [TestCase(
        "\"fileName\": \"numpy-2.1.0-py3-none-any.whl\"",
        "\"fileName\": \"numpy.whl\"",
        5,
        "'fileName' is wrong"
    )]
    [TestCase(
        "\"fileName\": \"numpy-2.1.0-py3-none-any.whl\"",
        "\"fileName\": \"numpy-2.1.0-py3-none-a/any.whl\"",
        5,
        "it is a path"
    )]
    [TestCase("\"requiredBy\": [", "\"requiredBy\": [5,", 15, "'requiredBy' is not a text")]
    [TestCase("\"requiredBy\": [", "\"requiredBy\": 5, \"x\": [", 15, "'x' is no key")]
    [TestCase("\"wheels\": [", "\"wheels\": [ 5,", 3, "'wheels' holds other")]
    [TestCase("\"wheels\": [", "\"wheels\": [ [", 0, "no JSON")]
    [TestCase("{\n  \"schemaVersion\"", "[\n  \"schemaVersion\"", 1, "no JSON object")]
    public async Task A_fault_is_named_with_its_line(string before, string after, int line, string what)
    {
        (await MakeAsync()).Write(Folder);
        var text = await File.ReadAllTextAsync(ManifestPath);
        var at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0));
        await File.WriteAllTextAsync(ManifestPath, text[..at] + after + text[(at + before.Length)..]);
        var error = Assert.Throws<InvalidManifestException>(() => WheelManifest.Read(Folder));
        Assert.That(error!.Message, Does.Contain(what).And.Contains(ManifestPath));
        Assert.That(line == 0 || error.Line == line, Is.True, error.Message);
    }

    [Test]
    public async Task Text_after_the_manifest_is_refused()
    {
        (await MakeAsync()).Write(Folder);
        await File.AppendAllTextAsync(ManifestPath, "{}");
        Assert.Throws<InvalidManifestException>(() => WheelManifest.Read(Folder));
    }

    [Test]
    public async Task A_wheel_that_is_named_twice_is_refused()
    {
        var entries = (await MakeAsync()).Entries;
        new WheelManifest([.. entries, entries[0]]).Write(Folder);
        Assert.That(
            () => WheelManifest.Read(Folder),
            Throws.TypeOf<InvalidManifestException>().With.Message.Contains("comes twice")
        );
    }

    private string ManifestPath => Path.Combine(Folder, "manifest.json");

    private string PathOf(WheelManifest manifest, int index) =>
        Path.Combine(Folder, manifest.Entries[index].FileName.ToString());

    private async Task<WheelManifest> MakeAsync()
    {
        var sources = Directory.CreateDirectory(Path.Combine(Folder, "sources")).FullName;
        var wheels = new[] { TestWheel.Of("numpy", "2.1.0"), TestWheel.Of("torch", "2.9.0a0+git1", "numpy") };
        var plan = WheelSetRewriter.Plan(
            [.. wheels.Select(wheel => WheelFile.Read(wheel.Write(sources)))],
            VersionPolicy.Release
        );
        var written = await WheelSetRewriter.ApplyAsync(plan, Folder, CancellationToken.None);
        return new WheelManifest([
            ManifestEntry.Of(
                written[0],
                null,
                "https://example.org/numpy",
                [ProjectName.Parse("torch"), ProjectName.Parse("vllm")]
            ),
            ManifestEntry.Of(written[1], new string('0', 64), "sha256:abc", []),
        ]);
    }
}
