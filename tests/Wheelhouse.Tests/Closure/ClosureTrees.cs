using Wheelhouse.Closure;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Closure;

public sealed class ClosureTrees
{
    [Test]
    public void Each_wheel_stands_once_as_near_to_the_top_as_it_is_required()
    {
        var tree = Tree(
            "vllm",
            MadeWheel.Of("vllm 1", "torch==2.9.0", "transformers"),
            MadeWheel.Of("torch 2.9.0", "numpy"),
            MadeWheel.Of("transformers 4", "tokenizers", "torch"),
            MadeWheel.Of("tokenizers 0.22", "numpy", "transformers"),
            MadeWheel.Of("numpy 2"),
            MadeWheel.Of("spare 1")
        );
        Assert.That(tree.Roots().Select(Shown), Is.EqualTo(["vllm(torch(numpy) transformers(tokenizers))"]));
        Assert.That(Shown(tree.Of(Name("transformers"))!), Is.EqualTo("transformers(tokenizers(numpy) torch)"));
    }

    [Test]
    public void Count_and_size_are_of_all_below()
    {
        WheelFile[] wheels = [MadeWheel.Of("a 1", "b", "c"), MadeWheel.Of("b 1", "c"), MadeWheel.Of("c 1", "a")];
        var tree = Tree("a", wheels);
        Assert.That(tree.Roots().Single().Count, Is.EqualTo(3));
        Assert.That(tree.Roots().Single().Size, Is.EqualTo(wheels.Sum(wheel => wheel.Size)));
        Assert.That(tree.Of(Name("c"))!.Size, Is.EqualTo(wheels.Sum(wheel => wheel.Size)), "around the circle");
    }

    [Test]
    public void Everyone_who_requires_a_project_is_told_with_the_way_from_a_root()
    {
        var tree = Tree(
            "vllm, tools[fast]>=1",
            MadeWheel.Of("vllm 1", "torch==2.9.0"),
            MadeWheel.Of("torch 2.9.0", "numpy>=2; python_version > '3'"),
            MadeWheel.Of("tools 1", "numpy<3; extra == 'fast'", "torch!=2.8; extra == 'slow'"),
            MadeWheel.Of("numpy 2.1")
        );
        Assert.That(
            tree.ChainsTo(Name("numpy")).Select(chain => $"{chain}"),
            Is.EquivalentTo(["vllm -> torch -> numpy>=2", "tools[fast] -> numpy<3"])
        );
        Assert.That(tree.ChainsTo(Name("vllm")).Single().Via, Is.Null);
    }

    [Test]
    public void What_nothing_requires_has_no_tree_and_no_way()
    {
        var tree = Tree("a", MadeWheel.Of("a 1", "b; sys_platform == 'win32'"), MadeWheel.Of("b 1"));
        Assert.That(tree.Of(Name("b")), Is.Null);
        Assert.That(tree.ChainsTo(Name("b")), Is.Empty);
    }

    [Test]
    public void A_long_chain_costs_no_stack()
    {
        const int Length = 5000;
        var tree = Tree(
            "p0",
            [
                .. Enumerable
                    .Range(0, Length)
                    .Select(number =>
                        MadeWheel.Of($"p{number} 1", number + 1 < Length ? [$"p{number + 1}"] : Array.Empty<string>())
                    ),
            ]
        );
        Assert.That(tree.Roots().Single().Count, Is.EqualTo(Length));
    }

    private static string Shown(ClosureNode node) =>
        node.Brings.Count == 0
            ? node.Needed.Wheel.FileName.Project.Value
            : $"{node.Needed.Wheel.FileName.Project}({string.Join(' ', node.Brings.Select(Shown))})";

    private static ProjectName Name(string text) => ProjectName.Parse(text);

    private static ClosureTree Tree(string roots, params WheelFile[] wheels)
    {
        var environment = TargetEnvironment.ForCPython(PythonVersion.Parse("3.12.1"), "manylinux_2_35_x86_64");
        return new ClosureTree(
            ClosureAudit
                .Audit([.. roots.Split(", ").Select(Requirement.Parse)], wheels, [environment])
                .Environments.Single()
        );
    }
}
