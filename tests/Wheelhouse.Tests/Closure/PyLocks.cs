using System.Text;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Tests.Wheels;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Closure;

public sealed class PyLocks : TestFolder
{
    [Test]
    public void A_lock_has_the_standards_keys_in_its_order_and_packages_by_name()
    {
        const string expected = """
            lock-version = "1.0"
            environments = ["implementation_name == 'cpython' and platform_machine == 'x86_64' and sys_platform == 'linux'"]
            requires-python = "==3.12.*"
            created-by = "wheelhouse"

            [[packages]]
            name = "a-b"
            version = "1.0"
            dependencies = [
                {name = "torch"},
            ]
            index = "https://host/simple/"
            wheels = [
                {name = "a_b-1.0-py3-none-any.whl", url = "https://at/a_b-1.0-py3-none-any.whl", size = 1, hashes = {sha256 = "0"}},
            ]

            [[packages]]
            name = "torch"
            version = "2.9.0+rocm7.1"
            requires-python = ">=3.9"
            index = "https://host/simple/"
            wheels = [
                {name = "torch-2.9.0+rocm7.1-py3-none-any.whl", url = "https://at/torch-2.9.0+rocm7.1-py3-none-any.whl", size = 1, hashes = {sha256 = "0"}},
            ]

            """;
        var text = Encoding.UTF8.GetString(Render(new Uri("https://host/simple/"), "a-b[x]", Set()));
        Assert.That(text, Is.EqualTo(expected.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Without_an_index_wheels_have_paths()
    {
        var text = Encoding.UTF8.GetString(Render(null, "a-b", Set()));
        Assert.That(
            text,
            Does.Contain("path = \"at/a_b-1.0-py3-none-any.whl\"").And.Not.Contain("url =").And.Not.Contain("index =")
        );
    }

    [Test]
    public void What_is_not_closed_is_not_locked() =>
        Assert.That(() => Render(null, "missing", Set()), Throws.ArgumentException);

    private static TestWheel[] Set() =>
        [
            TestWheel.Of("unneeded", "1.0"),
            new TestWheel("torch", "2.9.0+rocm7.1").Metadata(
                "Metadata-Version: 2.1\nName: torch\nVersion: 2.9.0+rocm7.1\nRequires-Python: >=3.9\n\n"
            ),
            new TestWheel("a_b", "1.0").Metadata(
                "Metadata-Version: 2.1\nName: a_b\nVersion: 1.0\nProvides-Extra: x\nProvides-Extra: y\nRequires-Dist: torch\n"
                    + "Requires-Dist: a-b[y]; extra == 'x'\nRequires-Dist: gone; sys_platform == 'win32'\n\n"
            ),
        ];

    private byte[] Render(Uri? index, string root, TestWheel[] set)
    {
        var wheels = WheelFile.ReadAll([.. set.Select(wheel => wheel.Write(Folder))]);
        var environment = TargetEnvironment.ForCPython(PythonVersion.Parse("3.12"), "manylinux_2_35_x86_64");
        var closure = ClosureAudit.Audit([Requirement.Parse(root)], wheels, [environment]).Environments[0];
        closure = closure with
        {
            Needed = [.. closure.Needed.Select(needed => needed with { Wheel = needed.Wheel with { Size = 1 } })],
        };
        return PyLock.Render(
            closure,
            wheels.ToDictionary(wheel => wheel.FileName, _ => "0"),
            index,
            file => index is null ? $"at/{file}" : $"https://at/{file}"
        );
    }
}
