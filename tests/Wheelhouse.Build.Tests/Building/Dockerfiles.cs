using Wheelhouse.Build.Building.Inputs;

namespace Wheelhouse.Build.Tests.Building;

public sealed class Dockerfiles
{
    private static readonly string Shipped = Path.Join(
        RepositoryRoot.Above(AppContext.BaseDirectory),
        "build/Rehearsal/Repository/docker"
    );

    [Test]
    public void The_base_build_comes_of_its_base_image_and_of_files()
    {
        var file = Dockerfile.Parse(File.ReadAllText(Path.Join(Shipped, "Dockerfile.rocm_base")));
        KeyValuePair<string, string>[] arguments = [new("BASE_IMAGE", "rocm/dev:7.1@sha256:0")];
        Assert.That(file.ImagesOf("debs_wheel_release", arguments), Is.EqualTo(new[] { "rocm/dev:7.1@sha256:0" }));
        Assert.That(file.ReadsFolder("debs_wheel_release", arguments));
        Assert.That(
            file.ImagesOf("debs_wheel_release", []),
            Is.EqualTo(new[] { "rocm/dev-ubuntu-22.04:7.1-complete" })
        );
    }

    [TestCase("0", true)]
    [TestCase("1", true, Description = "the wheels of the base build are copied in")]
    public void The_vLLM_build_comes_of_the_base_build(string remote, bool readsFolder)
    {
        var file = Dockerfile.Parse(File.ReadAllText(Path.Join(Shipped, "Dockerfile.rocm")));
        KeyValuePair<string, string>[] arguments = [new("BASE_IMAGE", "our/base"), new("REMOTE_VLLM", remote)];
        Assert.That(file.ImagesOf("export_vllm_wheel_release", arguments), Is.EqualTo(new[] { "our/base" }));
        Assert.That(file.ReadsFolder("export_vllm_wheel_release", arguments), Is.EqualTo(readsFolder));
    }

    [TestCase("FROM a", "a")]
    [TestCase("from a:1 as x", "a:1")]
    [TestCase("FROM --platform=linux/amd64 a AS x", "a")]
    [TestCase("FROM scratch", "")]
    [TestCase("ARG A=a\nFROM $A", "a")]
    [TestCase("ARG A=\"a\"\nARG B='b'\nFROM ${A}/${B}:${C:-1}${A:+x}", "a/b:1x")]
    [TestCase("ARG A\nFROM ${A}b", "b")]
    [TestCase("FROM a AS one\nFROM one", "a")]
    [TestCase("FROM a AS one\nFROM ONE AS two\nFROM two", "a")]
    [TestCase("FROM a AS one\nFROM b AS two\nFROM one", "a", Description = "nothing of b is in it")]
    [TestCase("FROM a\nCOPY --from=b /x /y", "a b")]
    [TestCase("FROM a AS one\nFROM b\nCOPY --chown=1:1 --from=0 /x /y", "a b")]
    [TestCase("FROM a AS one\nFROM b\nRUN --mount=type=bind,from=one,target=/x make", "a b")]
    [TestCase("FROM a\nRUN --mount=type=cache,target=/x \\\n    --mount=from=c,target=/y \\\n  make", "a c")]
    [TestCase("FROM a\n# COPY --from=b\nRUN true \\\n# FROM c\n  && true", "a")]
    [TestCase("FROM a\nONBUILD COPY --from=b /x /y", "a b")]
    [TestCase("FROM a\r\nCOPY --from=b /x /y\r\n", "a b")]
    public void Images_are_found(string text, string images) =>
        Assert.That(
            Dockerfile.Parse(NameLast(text)).ImagesOf("last", []),
            Is.EqualTo(images.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );

    [TestCase("FROM a\nRUN make", false)]
    [TestCase("FROM a\nCOPY . .", true)]
    [TestCase("FROM a\ncopy . .", true)]
    [TestCase("FROM a\nADD x /x", true)]
    [TestCase("FROM a\nONBUILD COPY . .", true)]
    [TestCase("FROM a\nRUN --mount=target=/x make", true)]
    [TestCase("FROM a\nRUN --mount=type=bind,target=/x make", true)]
    [TestCase("FROM a\nRUN --mount=type=secret,id=x make", false)]
    [TestCase("FROM a\nCOPY --from=b /x /y", false)]
    [TestCase("FROM a AS one\nCOPY . .\nFROM b", false)]
    [TestCase("FROM a AS one\nCOPY . .\nFROM b\nCOPY --from=one /x /y", true)]
    public void Files_of_the_folder_are_noticed(string text, bool reads) =>
        Assert.That(Dockerfile.Parse(NameLast(text)).ReadsFolder("last", []), Is.EqualTo(reads));

    [Test]
    public void Of_the_base_build_they_name_what_it_clones()
    {
        var file = Dockerfile.Parse(File.ReadAllText(Path.Join(Shipped, "Dockerfile.rocm_base")));
        Assert.That(
            file.ArgumentsOf("debs_wheel_release", []).Select(argument => argument.Key),
            Is.SupersetOf(
                new[]
                {
                    "TRITON_BRANCH",
                    "TRITON_REPO",
                    "PYTORCH_BRANCH",
                    "PYTORCH_REPO",
                    "PYTORCH_VISION_BRANCH",
                    "PYTORCH_VISION_REPO",
                }
            )
        );
    }

    [TestCase("ARG A=1\nFROM a\nARG A", "A=1")]
    [TestCase("ARG A=1\nFROM a", "", Description = "no step of the stage sees it")]
    [TestCase("FROM a\nARG A=1 B='2' C", "A=1 B=2")]
    [TestCase("ARG A=1\nFROM a\nARG A=2", "A=2")]
    [TestCase("ARG A=1\nARG B=x/$A\nFROM a\nARG B\nARG C=${B}/c", "B=x/1 C=x/1/c")]
    [TestCase("FROM a AS one\nARG A=1\nFROM b AS two\nARG B=2\nFROM one\nARG C=3", "C=3 A=1")]
    [TestCase("FROM a AS one\nARG A=1\nFROM b\nCOPY --from=one /x /y", "A=1")]
    [TestCase("FROM a\nonbuild arg A=1", "A=1")]
    [TestCase("FROM a\nARG GIVEN=1", "", Description = "it is given")]
    [TestCase("ARG GIVEN=1\nARG A=of-$GIVEN\nFROM a\nARG A\nARG B=$GIVEN", "A=of-here B=here")]
    public void Arguments_of_a_stage_have_its_defaults_where_none_is_given(string text, string own)
    {
        KeyValuePair<string, string>[] given = [new("GIVEN", "here")];
        Assert.That(
            Dockerfile.Parse(NameLast(text)).ArgumentsOf("last", given).Select(pair => $"{pair.Key}={pair.Value}"),
            Is.EqualTo(new[] { "GIVEN=here" }.Concat(own.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        );
    }

    [Test]
    public void A_stage_that_is_not_there_comes_of_nothing() =>
        Assert.That(Dockerfile.Parse("FROM a AS b\n").ImagesOf("c", []), Is.Empty);

    [TestCase("")]
    [TestCase("\n\n")]
    [TestCase("RUN x")]
    [TestCase("FROM")]
    [TestCase("FROM a AS")]
    [TestCase("ONBUILD")]
    [TestCase("ARG")]
    [TestCase("COPY --from=")]
    public void What_is_no_Dockerfile_is_docker_s_to_refuse(string text) =>
        Assert.That(() => Dockerfile.Parse(text).ImagesOf("a", []), Throws.Nothing);

    /// <summary>Names the last stage.</summary>
    private static string NameLast(string text)
    {
        var lines = text.Split('\n').ToList();
        var at = lines.FindLastIndex(line => line.StartsWith("FROM", StringComparison.OrdinalIgnoreCase));
        var words = lines[at]
            .TrimEnd('\r')
            .Split(' ')
            .TakeWhile(word => !word.Equals("AS", StringComparison.OrdinalIgnoreCase));
        lines[at] = $"{string.Join(' ', words)} AS last";
        return string.Join('\n', lines);
    }
}
