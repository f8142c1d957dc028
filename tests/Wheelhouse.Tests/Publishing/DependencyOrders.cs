using Wheelhouse.Names;
using Wheelhouse.Publishing;

namespace Wheelhouse.Tests.Publishing;

public sealed class DependencyOrders
{
    [TestCase("", "")]
    [TestCase("b a", "a b")]
    [TestCase("vllm:torch torch:triton triton", "triton torch vllm")]
    [TestCase("a:b b:c c:d d", "d c b a")]
    [TestCase("a:missing", "a")]
    [TestCase("a:a", "a")]
    [TestCase("a:b b:a", "a b")]
    [TestCase("a:b b:a,z z y:a", "z a b y")]
    [TestCase("c:b b:c,d d:e e:d a:c", "d e b c a")]
    [TestCase("root:x,y x:base y:base base", "base x y root")]
    public void What_is_needed_comes_before_what_needs_it(string needs, string order) =>
        Assert.That(string.Join(' ', DependencyOrder.Of(Needs(needs))), Is.EqualTo(order));

    [TestCase("", "")]
    [TestCase("b a", "a,b")]
    [TestCase("vllm:torch,numpy torch:triton triton numpy", "numpy,triton torch vllm")]
    [TestCase("a:missing b", "a,b")]
    [TestCase("a:b b:a,z z y:a x", "x,z a b y")]
    [TestCase("a:b b:c c:a y:a", "a b c y")]
    public void What_is_needed_stands_in_a_group_before(string needs, string groups) =>
        Assert.That(
            string.Join(' ', DependencyOrder.WavesOf(Needs(needs)).Select(wave => string.Join(',', wave))),
            Is.EqualTo(groups)
        );

    [Test]
    public void A_long_chain_is_no_trouble()
    {
        var chain = Enumerable.Range(0, 2000).Select(number => $"p{number}:p{number + 1}");
        Assert.That(DependencyOrder.Of(Needs(string.Join(' ', chain)))[0].Value, Is.EqualTo("p1999"));
    }

    private static Dictionary<ProjectName, IReadOnlySet<ProjectName>> Needs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .ToDictionary(
                entry => ProjectName.Parse(entry[0]),
                entry =>
                    (IReadOnlySet<ProjectName>)
                        entry.Skip(1).SelectMany(names => names.Split(',')).Select(ProjectName.Parse).ToHashSet()
            );
}
