using Wheelhouse.Build.Reporting;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Tests.Reporting;

public sealed class ManifestTexts
{
    [Test]
    public void Wheels_stand_in_the_order_of_their_projects_whatever_the_case_and_one_is_not_many()
    {
        Assert.That(
            Screen.Log.Text(ManifestText.Of(Manifest("Zope", "PyYAML", "attrs"), "/wheels")).Split('\n'),
            Is.EqualTo(
                new[]
                {
                    "  attrs-1.0-py3-none-any.whl   31.7 kB",
                    "  PyYAML-1.0-py3-none-any.whl  31.7 kB",
                    "  Zope-1.0-py3-none-any.whl    31.7 kB",
                    "3 wheels, 95.1 kB: /wheels",
                }
            )
        );
        Assert.That(Screen.Log.Text(ManifestText.Total(Manifest("attrs"), "/wheels")), Does.StartWith("1 wheel, "));
    }

    [Test]
    public void A_size_stays_with_its_unit([Values(30, 40, 50, 80)] int width) =>
        Assert.That(new Screen(width, true).Text(ManifestText.Of(Manifest("attrs"), "/")), Does.Contain("31.7 kB"));

    private static WheelManifest Manifest(params string[] projects) =>
        new([
            .. projects
                .Select(project => WheelFileName.Parse($"{project}-1.0-py3-none-any.whl"))
                .Select(name => new ManifestEntry(
                    name,
                    new string('0', 64),
                    31_700,
                    DateTime.UnixEpoch,
                    name,
                    "https://host/"
                )),
        ]);
}
