using Wheelhouse.Index;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Index;

public sealed class RocmVersions : TestFolder
{
    [TestCase("0.11.1+rocm711", "7.1.1")]
    [TestCase("2.9.0+rocm7.1", "7.1")]
    [TestCase("2.9.0+rocm7.1.0.git1c57644", "7.1.0")]
    [TestCase("2.9.0+git1.rocm7", "7")]
    [TestCase("2.9.0+cu128", null)]
    [TestCase("2.9.0", null)]
    public void The_label_of_the_built_version_tells(string version, string? expected) =>
        Assert.That(
            RocmVersion.Find(TestWheel.Of("a", "1.0").Write(Folder), PythonVersion.Parse(version)),
            Is.EqualTo(expected)
        );

    [TestCase("__version__ = '2.9.0'\nhip: Optional[str] = '7.1.25424-4179531dcd'\n", "7.1")]
    [TestCase("hip = None\ncuda = '12.8'\n", null)]
    public void Torch_tells_by_its_own_module(string module, string? expected) =>
        Assert.That(
            RocmVersion.Find(
                TestWheel.Of("torch", "2.9.0").Add("torch/version.py", module).Write(Folder),
                PythonVersion.Parse("2.9.0a0+git1c57644")
            ),
            Is.EqualTo(expected)
        );
}
