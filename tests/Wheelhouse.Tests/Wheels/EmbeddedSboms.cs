using System.Text;
using Newtonsoft.Json.Linq;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

public sealed class EmbeddedSboms : TestFolder
{
    private const string Old = "2.9.0a0+git1c57644";

    [TestCase("pkg:pypi/torch@2.9.0a0%2Bgit1c57644", "pkg:pypi/torch@2.9.0")]
    [TestCase("pkg:pypi/torch@2.9.0a0+git1c57644", "pkg:pypi/torch@2.9.0")]
    [TestCase(
        "pkg:pypi/torch@2.9.0a0%2Bgit1c57644?file_name=torch-2.9.0a0%2Bgit1c57644-py3-none-any.whl",
        "pkg:pypi/torch@2.9.0?file_name=torch-2.9.0-py3-none-any.whl"
    )]
    [TestCase("pkg:pypi/torch@1.0", "pkg:pypi/torch@1.0")]
    [TestCase("pkg:pypi/torch", "pkg:pypi/torch")]
    [TestCase("@", "@")]
    public async Task The_root_component_moves_along(string url, string expected)
    {
        var sbom = $$"""
            {
              "bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1, "serial": 1.50,
              "metadata": {
                "timestamp": "2026-01-02T03:04:05.678900Z",
                "component": { "type": "library", "bom-ref": "{{url}}", "name": "Torch", "version": "{{Old}}", "purl": "{{url}}" }
              },
              "components": [
                { "bom-ref": "{{url}}", "name": "torch", "version": "{{Old}}", "purl": "{{url}}" },
                { "bom-ref": "other", "name": "libfoo", "version": "{{Old}}", "purl": "pkg:deb/libfoo@1" }
              ],
              "dependencies": [ { "ref": "{{url}}", "dependsOn": ["other"] } ]
            }
            """;
        var (document, warnings) = await RewriteAsync(sbom);
        var after = JObject.Parse(document);
        Assert.That(warnings, Is.Empty);
        Assert.That((string?)after.SelectToken("metadata.component.version"), Is.EqualTo("2.9.0"));
        Assert.That((string?)after.SelectToken("metadata.component.purl"), Is.EqualTo(expected));
        Assert.That((string?)after.SelectToken("metadata.component.bom-ref"), Is.EqualTo(expected));
        Assert.That((string?)after.SelectToken("components[0].version"), Is.EqualTo("2.9.0"));
        Assert.That((string?)after.SelectToken("components[0].purl"), Is.EqualTo(expected));
        Assert.That((string?)after.SelectToken("components[1].version"), Is.EqualTo(Old));
        Assert.That((string?)after.SelectToken("dependencies[0].ref"), Is.EqualTo(expected));
        Assert.That(document, Does.Contain("2026-01-02T03:04:05.678900Z").And.Contains("1.50"));
    }

    [TestCase("no json", "no CycloneDX")]
    [TestCase("[]", "no CycloneDX")]
    [TestCase("{} {}", "no CycloneDX")]
    [TestCase("{\"bomFormat\": 5}", "no CycloneDX")]
    [TestCase("{\"spdxVersion\": \"SPDX-2.3\"}", "no CycloneDX")]
    [TestCase("{\"bomFormat\": \"CycloneDX\"}", "root component")]
    [TestCase("{\"bomFormat\": \"CycloneDX\", \"metadata\": 5}", "root component")]
    [TestCase(
        "{\"bomFormat\": \"CycloneDX\", \"metadata\": {\"component\": {\"name\": \"torch\", \"version\": 9}}}",
        "root component"
    )]
    [TestCase(
        "{\"bomFormat\": \"CycloneDX\", \"metadata\": {\"component\": {\"name\": \"torch\", \"version\": \"9\"}}}",
        "root component"
    )]
    [TestCase(
        "{\"bomFormat\": \"CycloneDX\", \"metadata\": {\"component\": {\"name\": \"numpy\", \"version\": \"2.9.0a0+git1c57644\"}}}",
        "root component"
    )]
    public async Task Another_document_is_left_as_it_is_and_warned_of(string text, string reason)
    {
        var (document, warnings) = await RewriteAsync(text);
        Assert.That(document, Is.EqualTo(text));
        Assert.That(warnings.Single(), Does.Contain("sboms/auditwheel.cdx.json still says").And.Contains(reason));
    }

    [Test]
    public async Task Endless_nesting_is_no_document()
    {
        var (_, warnings) = await RewriteAsync(new string('[', 100_000));
        Assert.That(warnings, Has.Count.EqualTo(1));
    }

    private async Task<(string Document, IReadOnlyList<string> Warnings)> RewriteAsync(string sbom)
    {
        var wheel = TestWheel.Of("torch", Old).AddDistInfo("sboms/auditwheel.cdx.json", sbom);
        var plan = WheelSetRewriter.Plan([WheelFile.Read(wheel.Write(Folder))], VersionPolicy.Release);
        var result = await WheelSetRewriter.ApplyAsync(plan, Path.Combine(Folder, "out"), CancellationToken.None);
        using var archive = WheelArchive.Open(result[0].Path);
        var member = archive.Find("torch-2.9.0.dist-info/sboms/auditwheel.cdx.json")!;
        var row = RecordFile
            .Parse(archive.Read(archive.Record, 1 << 20), "")
            .Entries.Single(entry => entry.Path == member.Name);
        var bytes = archive.Read(member, 1 << 20);
        Assert.That((row.Hash, row.Size), Is.EqualTo((RecordFile.HashOf(bytes), (long?)bytes.Length)));
        return (Encoding.UTF8.GetString(bytes), plan.Warnings);
    }
}
