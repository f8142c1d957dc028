using Wheelhouse.Build.Collecting;
using Wheelhouse.Names;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tests.Collecting;

public sealed class RequirementGraphs
{
    private static readonly MarkerEnvironment Linux = MarkerEnvironment.ForTarget(
        PythonVersion.Parse("3.12"),
        "manylinux_2_35_x86_64"
    );

    [Test]
    public void The_shortest_chain_is_told()
    {
        var graph = new RequirementGraph();
        Add(graph, "vllm", "torch==2.9.0", "transformers[torch]>=4.56");
        Add(graph, "transformers", "tokenizers>=0.22", "accelerate; extra == 'torch'");
        Add(graph, "torch", "triton");
        Assert.That(Chain(graph, "tokenizers"), Is.EqualTo("vllm -> transformers[torch]>=4.56 -> tokenizers>=0.22"));
        Assert.That(Chain(graph, "accelerate"), Is.EqualTo("vllm -> transformers[torch]>=4.56 -> accelerate"));
    }

    [Test]
    public void What_a_marker_leaves_out_is_on_no_chain()
    {
        var graph = new RequirementGraph();
        Add(graph, "vllm", "pywin32; sys_platform == 'win32'");
        Assert.That(Chain(graph, "pywin32"), Is.Null);
    }

    [Test]
    public void Circles_end()
    {
        var graph = new RequirementGraph();
        Add(graph, "vllm", "a");
        Add(graph, "a", "b");
        Add(graph, "b", "a", "c");
        Assert.That(Chain(graph, "c"), Is.EqualTo("vllm -> a -> b -> c"));
    }

    [Test]
    public void The_chains_that_pip_prints_are_read()
    {
        var graph = new RequirementGraph();
        graph.AddFromPipOutput(["Collecting cc (from bb[x]>=1->aa==1.0->vllm==0.11.1)", "  Downloading cc.whl (1 kB)"]);
        Assert.That(Chain(graph, "cc"), Is.EqualTo("vllm -> aa==1.0 -> bb[x]>=1 -> cc"));
    }

    private static void Add(RequirementGraph graph, string project, params string[] requiresDist) =>
        graph.Add(ProjectName.Parse(project), requiresDist.Select(Requirement.Parse), Linux);

    private static string? Chain(RequirementGraph graph, string project) =>
        graph.ChainTo([ProjectName.Parse("vllm")], ProjectName.Parse(project));
}
