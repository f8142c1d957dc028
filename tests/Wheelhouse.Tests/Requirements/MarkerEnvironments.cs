using Wheelhouse.Requirements;
using Wheelhouse.Tags;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Requirements;

public sealed class MarkerEnvironments
{
    [TestCase("3.12.11", "manylinux_2_35_x86_64", "3.12", "3.12.11", "linux", "x86_64", "posix", "Linux")]
    [TestCase("3.12", "linux_aarch64", "3.12", "3.12.0", "linux", "aarch64", "posix", "Linux")]
    [TestCase("3.13.0rc1", "musllinux_1_2_x86_64", "3.13", "3.13.0rc1", "linux", "x86_64", "posix", "Linux")]
    [TestCase("3.14rc1", "manylinux2014_i686", "3.14", "3.14.0rc1", "linux", "i686", "posix", "Linux")]
    [TestCase("3.12.1", "win_amd64", "3.12", "3.12.1", "win32", "AMD64", "nt", "Windows")]
    [TestCase("3.12.1", "win32", "3.12", "3.12.1", "win32", "x86", "nt", "Windows")]
    public void A_target_tells_what_its_Python_would(
        string python,
        string platform,
        string version,
        string fullVersion,
        string sysPlatform,
        string machine,
        string osName,
        string system
    )
    {
        var environment = MarkerEnvironment.ForTarget(PythonVersion.Parse(python), platform);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(environment["python_version"], Is.EqualTo(version));
            Assert.That(environment["python_full_version"], Is.EqualTo(fullVersion));
            Assert.That(environment["implementation_version"], Is.EqualTo(fullVersion));
            Assert.That(environment["sys_platform"], Is.EqualTo(sysPlatform));
            Assert.That(environment["platform_machine"], Is.EqualTo(machine));
            Assert.That(environment["os_name"], Is.EqualTo(osName));
            Assert.That(environment["platform_system"], Is.EqualTo(system));
            Assert.That(environment["implementation_name"], Is.EqualTo("cpython"));
            Assert.That(environment["platform_python_implementation"], Is.EqualTo("CPython"));
            Assert.That(environment["platform_release"], Is.Empty);
            Assert.That(environment["platform_version"], Is.Empty);
        }
    }

    [TestCase("")]
    [TestCase("linux")]
    [TestCase("linux_")]
    [TestCase("manylinux_2_x86_64")]
    [TestCase("manylinux_2_35_")]
    [TestCase("manylinux_2_999999999999_x86_64")]
    [TestCase("manylinux_2_-1_x86_64")]
    [TestCase("manylinux_3_1_x86_64")]
    [TestCase("macosx_11_0_arm64")]
    [TestCase("any")]
    public void An_unknown_platform_is_refused(string platform)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => MarkerEnvironment.ForTarget(PythonVersion.Parse("3.12"), platform),
                Throws.TypeOf<UnsupportedPlatformException>()
            );
            Assert.That(() => SupportedTags.ForCPython(3, 12, platform), Throws.TypeOf<UnsupportedPlatformException>());
        }
    }

    [Test]
    public void A_Python_built_from_a_checkout_has_a_version_too()
    {
        var environment = MarkerEnvironment.FromDictionary(
            new Dictionary<string, string> { ["python_full_version"] = "3.15.0a1+" }
        );
        Assert.That(Marker.Parse("python_full_version >= '3.15.0a1'").Evaluate(environment));
    }

    [Test]
    public void A_variable_left_out_is_an_error_of_who_asks() =>
        Assert.That(
            () => MarkerEnvironment.FromDictionary(new Dictionary<string, string>())["os_name"],
            Throws.TypeOf<UndefinedMarkerVariableException>()
        );
}
