using System.Text;
using Wheelhouse.Build.Reporting;
using Wheelhouse.Closure;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Reporting;

/// <summary>What people read of wheels that an audit does not take.</summary>
public sealed class ClosureTexts
{
    [Test]
    public void Of_a_set_that_lacks_something_no_wheel_is_called_unneeded()
    {
        var text = Text(
            "3.13",
            Wheel("vllm-1-cp312-cp312-linux_x86_64.whl", "torch"),
            Wheel("torch-1-py3-none-any.whl")
        );
        Assert.That(text, Does.StartWith("not closed for cp313").And.Contain("no-fitting-tags"));
        Assert.That(text, Does.Not.Contain("torch-1"));
    }

    [Test]
    public void A_wheel_of_another_Python_or_platform_is_called_so_and_not_unneeded() =>
        Assert.That(
            Text(
                    "3.13",
                    Wheel("vllm-1-cp312-cp312-linux_x86_64.whl"),
                    Wheel("vllm-1-cp313-cp313-linux_x86_64.whl"),
                    Wheel("vllm-1-cp313-cp313-win_amd64.whl"),
                    Wheel("older-1-py3-none-any.whl", requiresPython: "<3.13"),
                    Wheel("spare-1-py3-none-any.whl")
                )
                .Split('\n')[^4..],
            Is.EqualTo(
                new[]
                {
                    "  of another Python or platform: older-1-py3-none-any.whl",
                    "  needed by none of the roots: spare-1-py3-none-any.whl",
                    "  of another Python or platform: vllm-1-cp312-cp312-linux_x86_64.whl",
                    "  of another Python or platform: vllm-1-cp313-cp313-win_amd64.whl",
                }
            )
        );

    private static string Text(string python, params WheelFile[] wheels)
    {
        var environment = TargetEnvironment.ForCPython(PythonVersion.Parse(python + ".0"), "manylinux_2_35_x86_64");
        IReadOnlyList<Requirement> roots = [Requirement.Parse("vllm")];
        return Screen.Log.Text(ClosureText.Of(ClosureAudit.Audit(roots, wheels, [environment]), roots));
    }

    private static WheelFile Wheel(string file, string? requires = null, string? requiresPython = null)
    {
        var name = WheelFileName.Parse(file);
        var metadata =
            $"Metadata-Version: 2.4\nName: {name.Project}\nVersion: {name.Version}\n"
            + (requires is null ? "" : $"Requires-Dist: {requires}\n")
            + (requiresPython is null ? "" : $"Requires-Python: {requiresPython}\n");
        return new WheelFile(file, name, CoreMetadata.Parse(Encoding.UTF8.GetBytes(metadata), file), 10);
    }
}
