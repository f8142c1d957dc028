using Newtonsoft.Json.Linq;
using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tests.ContinuousIntegration;

public sealed class MatrixEntries
{
    private static readonly Recipe Mi300 = RecipeReader.Open(
        "rocm-7.1-gfx942",
        Path.Join(RepositoryRoot.Above(AppContext.BaseDirectory), "build", "recipes")
    );

    [Test]
    public void One_build_alone_has_clean_versions()
    {
        var entry = MatrixEntry.Of("mi300", Mi300, Mi300.PythonVersions).Single();
        Assert.That(
            JObject.FromObject(entry),
            Is.EqualTo(
                    JObject.Parse(
                        """
                        {
                          "recipe": "mi300", "rocm_arch": "gfx942", "python_version": "3.12", "rocm_version": "7.1",
                          "version_policy": "release", "name": "rocm7.1-gfx942-cp312",
                          "runner": ["self-hosted", "linux", "x64", "rocm"]
                        }
                        """
                    )
                )
                .Using<JObject>(JToken.DeepEquals)
        );
    }

    [Test]
    public void Several_builds_are_told_apart_by_names_and_labels_that_hold()
    {
        var recipe = Mi300 with { RocmArchitectures = ["gfx942", "gfx90a:xnack-", "gfx90a:xnack+", "gfx9-4-generic"] };
        var entries = MatrixEntry.Of("mi300", recipe, [PythonVersion.Parse("3.11"), PythonVersion.Parse("3.12")]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries.Select(entry => (entry.RocmArch, entry.PythonVersion)), Is.Unique);
            Assert.That(entries, Has.Count.EqualTo(8));
            Assert.That(entries.Select(entry => entry.Name), Is.Unique.And.All.Match("^[a-z0-9.-]+$"));
            Assert.That(
                entries.Select(entry => entry.VersionOf(PythonVersion.Parse("2.9.0a0+git1"))),
                Is.Unique.And.All.Matches<PythonVersion>(version => MatrixEntry.NamesPython(version?.Local))
            );
            Assert.That(entries[2].VersionPolicy, Is.EqualTo("local:rocm7.1.gfx90a.xnack.off.cp311"));
        }
    }
}
