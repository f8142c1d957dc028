using Wheelhouse.Build.Tools.Pip;

namespace Wheelhouse.Build.Tests.Tools;

public sealed class PipReports
{
    private const string Sha256 = "da59ca7250b6284ac0e77a9d287004ea090bb0e30e0c9451c0e34398d45596ba";
    private string path = string.Empty;

    [SetUp]
    public void MakeFile() => path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(path);

    [TestCase("\"hashes\": {\"sha256\": \"" + Sha256 + "\"}")]
    [TestCase("\"hash\": \"sha256=" + Sha256 + "\"")]
    public void The_hash_is_read_as_older_and_newer_pips_write_it(string hash)
    {
        var item = Read(
            Report(
                "{\"url\": \"https://host/torch-2.9.0%2Brocm7.1-py3-none-any.whl\", \"archive_info\": {" + hash + "}}"
            )
        );
        Assert.That(item.Sha256, Is.EqualTo(Sha256));
        Assert.That(item.FileName, Is.EqualTo("torch-2.9.0+rocm7.1-py3-none-any.whl"));
        Assert.That(item.RequiresDist.Single().ToString(), Is.EqualTo("filelock"));
        Assert.That(item.IsWheel);
    }

    [Test]
    public void A_source_distribution_is_no_wheel() =>
        Assert.That(
            Read(Report("""{"url": "https://host/torch-2.9.0.tar.gz", "archive_info": {}}""")).IsWheel,
            Is.False
        );

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"version": "2", "install": []}""")]
    [TestCase("""{"version": "1", "install": [{}]}""")]
    [TestCase("""{"version": "1", "install": [{"download_info": {}, "metadata": {}}]}""")]
    public void Another_form_is_refused(string text)
    {
        File.WriteAllText(path, text);
        Assert.That(() => PipReport.Read(path), Throws.TypeOf<PipReportException>().With.Message.Contains(path));
    }

    [Test]
    public void A_report_that_is_not_there_is_said()
    {
        File.Delete(path);
        Assert.That(() => PipReport.Read(path), Throws.TypeOf<PipReportException>());
    }

    private static string Report(string download) =>
        $$"""
            {"version": "1", "install": [{
              "download_info": {{download}},
              "metadata": {"name": "torch", "version": "2.9.0", "requires_dist": ["filelock"]}
            }]}
            """;

    private PipReportItem Read(string text)
    {
        File.WriteAllText(path, text);
        return PipReport.Read(path).Items.Single();
    }
}
