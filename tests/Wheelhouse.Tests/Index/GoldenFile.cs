using System.Text;

namespace Wheelhouse.Tests.Index;

/// <summary>An expected output that lies in a file, for people to read and for changes to be seen in review.</summary>
internal static class GoldenFile
{
    /// <summary>Compares with <c>Golden/NAME</c>; what was found instead is left beside the test results.</summary>
    public static void Check(string name, byte[] actual)
    {
        var expected = Path.Combine(TestContext.CurrentContext.TestDirectory, "Index", "Golden", name);
        var found = Path.Combine(TestContext.CurrentContext.WorkDirectory, "found", name);
        Directory.CreateDirectory(Path.GetDirectoryName(found)!);
        File.WriteAllBytes(found, actual);
        TestContext.AddTestAttachment(found);
        Assert.That(Encoding.UTF8.GetString(actual), Is.EqualTo(File.ReadAllText(expected)));
    }
}
