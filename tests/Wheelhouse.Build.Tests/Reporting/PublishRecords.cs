using Wheelhouse.Build.Artifacts;
using Wheelhouse.Requirements;

namespace Wheelhouse.Build.Tests.Reporting;

/// <summary>What is kept of a publish, and how users ask for it.</summary>
public sealed class PublishRecords
{
    private static readonly PublishRecord Record = new("s3://wheels", 2, 2, 1000, 2, 8, "20251105T143000Z-9f3a1c")
    {
        Channel = "main",
        Labelled = new Dictionary<string, string> { ["vllm"] = "0.11.1+rocm7.1.gfx90a.cp312" },
    };

    [TestCase("vllm", "vllm==0.11.1+rocm7.1.gfx90a.cp312")]
    [TestCase("vllm[audio]>=0.11", "vllm[audio]==0.11.1+rocm7.1.gfx90a.cp312")]
    [TestCase("vllm<0.11", "vllm<0.11")]
    [TestCase("numpy", "numpy")]
    public void What_has_a_label_is_asked_for_by_it(string root, string expected)
    {
        var path = Path.GetTempFileName();
        try
        {
            Record.Write(path);
            Assert.That(
                PublishRecord.Read(path).AskedFor([Requirement.Parse(root)]).Single().ToString(),
                Is.EqualTo(expected)
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Without_labels_users_ask_as_ever() =>
        Assert.That(
            (Record with { Labelled = null }).AskedFor([Requirement.Parse("vllm")]).Single().ToString(),
            Is.EqualTo("vllm")
        );
}
