using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class OneWheels
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("one wheel ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_wheel_is_itself() => Assert.That(OneWheel.At(Make("a.whl")), Is.EqualTo(Path.Join(folder, "a.whl")));

    [Test]
    public void A_folder_is_its_only_wheel()
    {
        Make("manifest.json");
        Assert.That(OneWheel.At(Path.GetDirectoryName(Make("a.whl"))!), Is.EqualTo(Path.Join(folder, "a.whl")));
    }

    [Test]
    public void Several_wheels_are_refused_by_name()
    {
        Make("b.whl");
        Make("a.whl");
        Assert.That(Refusal(folder), Is.EqualTo("one wheel is needed: the folder holds 2: a.whl, b.whl"));
    }

    [Test]
    public void A_folder_without_wheels_is_refused() =>
        Assert.That(Refusal(folder), Is.EqualTo("one wheel is needed: the folder holds no wheel"));

    [Test]
    public void What_is_not_there_is_refused() =>
        Assert.That(Refusal(folder + "/none"), Is.EqualTo("one wheel is needed: there is no such file or folder"));

    [Test]
    public void Another_file_is_refused() =>
        Assert.That(Refusal(Make("a.tar.gz")), Is.EqualTo("one wheel is needed: it is no .whl file"));

    private static string Refusal(string path) => Assert.Throws<NotOneWheelException>(() => OneWheel.At(path))!.What;

    private string Make(string name)
    {
        var path = Path.Join(folder, name);
        File.WriteAllText(path, "");
        return path;
    }
}
