using Wheelhouse.Build.Verification;
using Wheelhouse.Closure;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Watching;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Verification;

/// <summary>Which version of an index that is watched users of one Python should get.</summary>
public sealed class NewestRoots
{
    [TestCase("3.11", "vllm==0.11.1+rocm7.1.gfx942.cp311")]
    [TestCase("3.12", "vllm==0.11.1+rocm7.1.gfx90a.cp312")]
    [TestCase("3.13", "vllm==0.12.0+rocm7.1.gfx90a.cp313")]
    [TestCase("3.10", "vllm")]
    public void A_label_that_names_another_Python_is_passed_over(string python, string expected) =>
        Assert.That(
            Pinned(
                python,
                "0.11.1+rocm7.1.gfx90a.cp311",
                "0.11.1+rocm7.1.gfx942.cp311",
                "0.11.1+rocm7.1.gfx90a.cp312",
                "0.12.0+rocm7.1.gfx90a.cp313"
            ),
            Is.EqualTo(expected)
        );

    [TestCase("vllm==0.12.0", "0.11.1+ours", "0.12.0+theirs", "0.12.0+ours")]
    [TestCase("vllm==0.12.0+ours", "0.11.1+theirs", "0.12.0+ours")]
    [TestCase("vllm==0.12.0", "0.11.1+ours.cp312", "0.12.0")]
    [TestCase("vllm==0.12.0", "0.12.0", "0.13.0rc1")]
    public void Of_labels_that_name_no_Python_pip_takes_the_one_that_installs(
        string expected,
        params string[] offered
    ) => Assert.That(Pinned("3.12", offered), Is.EqualTo(expected));

    // The wheels of vLLM itself fit each Python.
    private static string Pinned(string python, params string[] offered) =>
        NewestRoot
            .Of(
                Requirement.Parse("vllm"),
                [
                    new WatchedRoot(
                        ProjectName.Parse("vllm"),
                        null,
                        null,
                        [
                            .. offered.Select(version =>
                                (WheelFileName.Parse($"vllm-{version}-cp38-abi3-linux_x86_64.whl"), (string?)">=3.9")
                            ),
                        ]
                    ),
                ],
                TargetEnvironment.ForCPython(PythonVersion.Parse(python), "linux_x86_64")
            )
            .ToString();
}
