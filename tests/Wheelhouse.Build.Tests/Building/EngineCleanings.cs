using Wheelhouse.Build.Building;
using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Releases.Recipes;

namespace Wheelhouse.Build.Tests.Building;

/// <summary>What counts as ours in an engine, by the lines that docker prints of it.</summary>
public sealed class EngineCleanings
{
    private static readonly string Shipped = Path.Join(
        RepositoryRoot.Above(AppContext.BaseDirectory),
        "build",
        "recipes"
    );

    [TestCaseSource(nameof(ShippedNames))]
    public void Images_that_builds_make_have_names_of_ours(string name)
    {
        var recipe = RecipeReader.Open(name, Shipped);
        var build = new ReleaseBuild(recipe, new ResolvedRelease("vllm", "v1", new string('a', 40), "1", ""), "/src");
        Assert.That(EngineCleaning.IsName($"{build.BaseImage}:latest"));
        Assert.That(EngineCleaning.IsName($"{build.Vllm.Image}:latest"));
    }

    [Test]
    public void So_has_the_image_that_a_rehearsal_begins_with() =>
        Assert.That(EngineCleaning.IsName(RecipeReader.Open("stand-in", Shipped).ResolvedBaseImage));

    [TestCase("myteam/app:1")]
    [TestCase("myteam/wheelhouse/stand-in-base:latest")]
    [TestCase("wheelhouse/app:latest")]
    [TestCase("wheelhouse/stand-in-base:kept")]
    [TestCase("wheelhouse/stand-in-base:<none>")]
    [TestCase("registry:5000/wheelhouse/stand-in-base:latest")]
    [TestCase("rocm/dev-ubuntu-22.04:7.1-complete")]
    public void Other_names_are_others(string name) => Assert.That(EngineCleaning.IsName(name), Is.False);

    [Test]
    public void Our_containers_have_a_label_of_their_own_and_our_name()
    {
        var cleaning = EngineCleaning.Of(
            [
                "sha256:a /wheelhouse-20260101000000-1 20260101000000-1",
                "sha256:a /wheelhouse-0f resolution",
                "sha256:b /app image",
                "sha256:c /committed resolution",
                "sha256:d /other ",
            ],
            []
        );
        Assert.That(cleaning.Containers, Is.EqualTo(["wheelhouse-20260101000000-1", "wheelhouse-0f"]));
        Assert.That(
            cleaning.Kept,
            Is.EqualTo([
                "container app: it is not ours, and has the label of its image",
                "container committed: it is not ours, and has the label of its image",
            ])
        );
    }

    [Test]
    public void Images_are_removed_where_every_name_is_ours_and_nobody_uses_them()
    {
        var cleaning = EngineCleaning.Of(
            ["sha256:used /mine image", "sha256:free /wheelhouse-1 verification"],
            [
                "sha256:free wheelhouse/rocm-7.1-gfx942-base:latest",
                "sha256:app myteam/app:1",
                "sha256:named wheelhouse/stand-in-base:latest",
                "sha256:named myteam/kept:1",
                "sha256:used wheelhouse/stand-in-vllm:latest",
                "sha256:again <none>:<none>",
                "sha256:pulled myteam/app:<none>",
            ]
        );
        Assert.That(cleaning.Images, Is.EqualTo(["wheelhouse/rocm-7.1-gfx942-base:latest", "sha256:again"]));
        Assert.That(
            cleaning.Kept,
            Is.EqualTo([
                "container mine: it is not ours, and has the label of its image",
                "image myteam/app:1: myteam/app:1 is no name of ours; it was built upon ours, or somebody named ours so",
                "image wheelhouse/stand-in-base:latest, myteam/kept:1: myteam/kept:1 is no name of ours; it was built upon ours, or somebody named ours so",
                "image wheelhouse/stand-in-vllm:latest: the container mine uses it, which is not ours",
                "image myteam/app:<none>: myteam/app:<none> is no name of ours; it was built upon ours, or somebody named ours so",
            ])
        );
    }

    private static IEnumerable<string> ShippedNames() => RecipeReader.Names(Shipped);
}
