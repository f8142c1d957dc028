using Newtonsoft.Json.Linq;
using Wheelhouse.Versions;

namespace Wheelhouse.Tests.Versions;

public sealed class SpecifierVectors
{
    private static IEnumerable<TestCaseData> Lines() => VectorLines.Of("specifiers.jsonl", "spec", "version");

    [TestCaseSource(nameof(Lines))]
    public void Specifiers_contain_what_the_reference_says(JObject vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var text = (string)vector["spec"]!;
        var isSet = SpecifierSet.TryParse(text, out var specifiers);
        Assert.That(isSet, Is.EqualTo((bool)vector["valid"]!));
        if (!isSet)
        {
            Assert.That(() => SpecifierSet.Parse(text), Throws.TypeOf<InvalidSpecifierException>());
            return;
        }

        var version = PythonVersion.Parse((string)vector["version"]!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(specifiers!.Contains(version), Is.EqualTo((bool)vector["contains"]!));
            Assert.That(specifiers.Contains(version, true), Is.EqualTo((bool)vector["containsPre"]!));
            Assert.That(specifiers.Contains(version, false), Is.EqualTo((bool)vector["containsFinalOnly"]!));
            Assert.That(SpecifierSet.Parse(specifiers.ToString()), Is.EqualTo(specifiers));
        }
    }
}
