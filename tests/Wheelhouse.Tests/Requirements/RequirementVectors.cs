using Newtonsoft.Json.Linq;
using Wheelhouse.Requirements;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Requirements;

public sealed class RequirementVectors
{
    private static IEnumerable<TestCaseData> Lines() => VectorLines.Of("requirements.jsonl", "input");

    [TestCaseSource(nameof(Lines))]
    public void A_requirement_is_read_as_the_reference_reads_it(JObject vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var text = (string)vector["input"]!;
        var isRequirement = Requirement.TryParse(text, out var requirement);
        Assert.That(isRequirement, Is.EqualTo((bool)vector["valid"]!));
        if (!isRequirement)
        {
            Assert.That(() => Requirement.Parse(text), Throws.TypeOf<InvalidRequirementException>());
            return;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(requirement!.Name, Is.EqualTo((string?)vector["name"]));
            Assert.That(requirement.ProjectName.Value, Is.EqualTo((string?)vector["canonicalName"]));
            Assert.That(requirement.Extras.Select(extra => extra.Value), Is.EqualTo(Texts(vector["extras"])));
            Assert.That(
                requirement.Specifiers.Specifiers.Select(specifier => specifier.ToString()),
                Is.EquivalentTo(Texts(vector["specifier"]))
            );
            Assert.That(requirement.Url, Is.EqualTo((string?)vector["url"]));
            Assert.That(requirement.Marker?.ToString(), Is.EqualTo((string?)vector["marker"]));
            Assert.That(Requirement.Parse(requirement.ToString()), Is.EqualTo(requirement));
            foreach (var span in requirement.SpecifierSpans)
            {
                Assert.That(Specifier.Parse(text.Substring(span.Start, span.Length)), Is.EqualTo(span.Specifier));
            }
        }
    }

    private static IEnumerable<string?> Texts(JToken? array) => array!.Select(text => (string?)text);
}
