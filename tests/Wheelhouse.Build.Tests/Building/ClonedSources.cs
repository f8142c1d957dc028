using Wheelhouse.Build.Building.Inputs;
using Wheelhouse.Build.Releases;
using Wheelhouse.Build.Tests.Tools;
using Wheelhouse.Build.Tools.Git;

namespace Wheelhouse.Build.Tests.Building;

/// <summary>What a Dockerfile clones by itself, looked up in real repositories.</summary>
public sealed class ClonedSources
{
    private string folder = "";
    private GitRunner git = null!;

    private string Repository => Path.Join(folder, "torch", "vision.git");

    [SetUp]
    public void MakeRepository()
    {
        folder = Directory.CreateTempSubdirectory("wheelhouse test ").FullName;
        Directory.CreateDirectory(Repository);
        var context = new FakeContext(null!);
        git = new GitRunner(
            new FakeContext(
                new Cake.Core.IO.ProcessRunner(
                    context.FileSystem,
                    context.Environment,
                    context.Log,
                    context.Tools,
                    context.Configuration
                )
            )
        );
        Git("init", "--quiet", "--initial-branch=main");
        Commit();
        Git("tag", "--annotate", "--message", "One", "v1");
    }

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_commit_needs_no_look_up() =>
        Assert.That(
            Find(("PYTORCH_BRANCH", "1c57644d"), ("PYTORCH_REPO", "https://nowhere.invalid/ROCm/pytorch.git")),
            Is.EqualTo(new Dictionary<string, string> { ["ROCm/pytorch"] = "1c57644d" })
        );

    [Test]
    public void A_branch_is_what_it_is_now()
    {
        var before = Find(("VISION_BRANCH", "main"), ("VISION_REPO", Repository))["torch/vision"];
        Commit();
        var after = Find(("VISION_BRANCH", "main"), ("VISION_REPO", Repository))["torch/vision"];
        Assert.That(after, Has.Length.EqualTo(40).And.Not.EqualTo(before));
        Assert.That(Find(("VISION_BRANCH", "v1"), ("VISION_REPO", Repository))["torch/vision"], Is.EqualTo(before));
    }

    [Test]
    public void A_branch_without_a_repository_is_an_argument_like_any() =>
        Assert.That(Find(("VISION_BRANCH", "main"), ("OTHER_REPO", Repository)), Is.Empty);

    [TestCase(null)]
    [TestCase("main")]
    public void What_a_Dockerfile_names_by_itself_is_looked_up_unless_it_is_given(string? given)
    {
        var tagged = Find(("VISION_BRANCH", "v1"), ("VISION_REPO", Repository))["torch/vision"];
        Commit();
        var newest = Find(("VISION_BRANCH", "main"), ("VISION_REPO", Repository))["torch/vision"];
        var file = Dockerfile.Parse(
            """
            ARG VISION_BRANCH="v1"
            ARG MORI_BRANCH="v1"
            ARG MORI_REPO="/nowhere/mori"
            FROM a AS vision
            ARG VISION_BRANCH
            ARG VISION_REPO
            FROM a AS mori
            ARG MORI_BRANCH
            ARG MORI_REPO
            FROM a AS release
            COPY --from=vision /x /y
            """
        );
        KeyValuePair<string, string>[] arguments =
        [
            new("VISION_REPO", Repository),
            .. given is null ? [] : new[] { KeyValuePair.Create("VISION_BRANCH", given) },
        ];
        Assert.That(
            new SourceCommits(git, folder).Find(file.ArgumentsOf("release", arguments), CancellationToken.None),
            Is.EqualTo(new Dictionary<string, string> { ["torch/vision"] = given is null ? tagged : newest })
        );
    }

    [TestCase("v2", "there is no tag or branch 'v2'")]
    [TestCase(null, "git failed")]
    public void What_is_not_there_is_told_with_its_argument(string? revision, string reason) =>
        Assert.That(
            () =>
                Find(
                    ("VISION_BRANCH", revision ?? "main"),
                    ("VISION_REPO", revision is null ? "/nowhere/x" : Repository)
                ),
            Throws
                .TypeOf<ReleaseNotFoundException>()
                .With.Message.Contains("the build argument VISION_BRANCH cannot be looked up: ")
                .And.Message.Contains(reason)
                .And.Message.Contains("name a commit as VISION_BRANCH in the recipe")
        );

    private IReadOnlyDictionary<string, string> Find(params (string Name, string Value)[] arguments) =>
        new SourceCommits(git, folder).Find(
            [.. arguments.Select(argument => KeyValuePair.Create(argument.Name, argument.Value))],
            CancellationToken.None
        );

    private void Commit() =>
        Git(
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@localhost",
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            $"{Guid.NewGuid()}"
        );

    private void Git(params string[] arguments) => git.Run(Repository, arguments, CancellationToken.None);
}
