using Wheelhouse.Build.Building;
using Wheelhouse.Build.Building.Inputs;

namespace Wheelhouse.Build.Tests.Building;

public sealed class BuildKeys
{
    private static readonly Dictionary<string, string> Images = new() { ["rocm/dev:7.1"] = "sha256:1" };
    private static readonly Dictionary<string, string> Commits = new() { ["ROCm/pytorch"] = "1c57644d" };

    [Test]
    public void The_same_inputs_have_the_same_key()
    {
        var again = Key();
        Assert.That(Key(), Is.EqualTo(again));
    }

    [Test]
    public void Each_input_counts()
    {
        var keys = new[]
        {
            Key(),
            Key(dockerfile: "FROM b"),
            Key(arguments: ("PYTORCH_ROCM_ARCH", "gfx950")),
            Key(arguments: ("PYTORCH_ROCM_ARCHS", "gfx942")),
            Key(target: "debs"),
            Key(image: "sha256:2"),
            Key(commit: "2c57644d"),
            Key(other: "2.9.0 from 1"),
        };
        Assert.That(keys, Is.Unique);
    }

    [TestCase("USE_SCCACHE", "1")]
    [TestCase("SCCACHE_BUCKET_NAME", "shared")]
    [TestCase("GITHUB_TOKEN", "ghp_secret")]
    [TestCase("AWS_SECRET_ACCESS_KEY", "secret")]
    public void What_decides_nothing_does_not_count(string name, string value) =>
        Assert.That(Inputs([new("PYTORCH_ROCM_ARCH", "gfx942"), new(name, value)]).Key.Value, Is.EqualTo(Key()));

    [Test]
    public void No_secret_is_in_the_texts()
    {
        var inputs = Inputs([
            new("PIP_PASSWORD", "hidden"),
            new("PYTORCH_REPO", "https://me:hidden@git.example.org/pytorch.git?token=hidden"),
        ]);
        Assert.That(string.Join('\n', inputs.Texts), Does.Contain("git.example.org").And.Not.Contain("hidden"));
        var other = Inputs([new("PYTORCH_REPO", "https://me:changed@git.example.org/pytorch.git?token=changed")]);
        Assert.That(other.Key, Is.EqualTo(inputs.Key), "nor is a trace of one");
    }

    private static string Key(
        string dockerfile = "FROM a",
        string target = "debs_wheel_release",
        (string, string)? arguments = null,
        string image = "sha256:1",
        string commit = "1c57644d",
        string? other = null
    )
    {
        var (name, value) = arguments ?? ("PYTORCH_ROCM_ARCH", "gfx942");
        return BuildInputs
            .Of(
                Build(target, [new(name, value)]),
                System.Text.Encoding.UTF8.GetBytes(dockerfile),
                Images.ToDictionary(row => row.Key, _ => image),
                Commits.ToDictionary(row => row.Key, _ => commit),
                other is null ? [] : [new("base wheel torch", other)]
            )
            .Key.Value;
    }

    private static BuildInputs Inputs(KeyValuePair<string, string>[] arguments) =>
        BuildInputs.Of(Build("debs_wheel_release", arguments), "FROM a"u8.ToArray(), Images, Commits, []);

    private static ImageBuild Build(string target, KeyValuePair<string, string>[] arguments) =>
        new("our/base", "docker/Dockerfile.rocm_base", target, arguments, "/app/debs", []);
}
