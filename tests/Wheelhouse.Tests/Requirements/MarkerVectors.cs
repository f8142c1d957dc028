using Newtonsoft.Json.Linq;
using Wheelhouse.Requirements;

namespace Wheelhouse.Tests.Requirements;

public sealed class MarkerVectors
{
    private static readonly Lazy<MarkerEnvironment[]> Environments = new(() =>
        [
            .. VectorLines
                .ReadFile("marker-environments.json")
                .Select(values => MarkerEnvironment.FromDictionary(values.ToObject<Dictionary<string, string>>()!)),
        ]
    );

    private static IEnumerable<TestCaseData> Lines() => VectorLines.Of("markers.jsonl", "marker");

    [TestCaseSource(nameof(Lines))]
    public void A_marker_holds_where_the_reference_says(JObject vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var text = (string)vector["marker"]!;
        var isMarker = Marker.TryParse(text, out var marker);
        Assert.That(isMarker, Is.EqualTo((bool)vector["valid"]!));
        if (!isMarker)
        {
            Assert.That(() => Marker.Parse(text), Throws.TypeOf<InvalidMarkerException>());
            return;
        }

        using (Assert.EnterMultipleScope())
        {
            foreach (var result in vector["results"]!)
            {
                var environment = Environments.Value[(int)result["env"]!];
                var extra = (string)result["extra"]!;
                if (result["value"]!.Type == JTokenType.Boolean)
                {
                    Assert.That(marker!.Evaluate(environment, extra), Is.EqualTo((bool)result["value"]!), $"{result}");
                }
                else
                {
                    Assert.That((string?)result["value"], Is.EqualTo("error:UndefinedComparison"));
                    Assert.That(
                        () => marker!.Evaluate(environment, extra),
                        Throws.TypeOf<UndefinedComparisonException>()
                    );
                }
            }

            Assert.That(Marker.Parse(marker!.ToString()), Is.EqualTo(marker));
        }
    }
}
