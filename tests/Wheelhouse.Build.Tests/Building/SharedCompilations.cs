using Wheelhouse.Build.Building;
using Wheelhouse.Build.Tests.Arguments;

namespace Wheelhouse.Build.Tests.Building;

public sealed class SharedCompilations
{
    [Test]
    public void Without_a_bucket_nothing_is_shared() =>
        Assert.That(
            new SccacheSettings(
                null,
                "eu-central-1",
                null,
                "https://mirror.example/sccache.tar.gz",
                true
            ).BuildArguments,
            Is.Empty
        );

    [Test]
    public void A_bucket_alone_leaves_all_else_to_the_Dockerfiles() =>
        Assert.That(
            new SccacheSettings("builds", null, null, null, false).BuildArguments.Keys,
            Is.EqualTo(["USE_SCCACHE", "SCCACHE_BUCKET_NAME"])
        );

    [Test]
    public void What_is_given_is_told_as_the_Dockerfiles_take_it() =>
        Assert.That(
            OptionsGiven
                .Arguments(
                    ("sccache-bucket", "builds"),
                    ("sccache-region", "eu-central-1"),
                    ("sccache-endpoint", "https://s3.example"),
                    ("sccache-download-url", "https://mirror.example/sccache.tar.gz"),
                    ("sccache-no-credentials", null)
                )
                .Sccache.BuildArguments,
            Is.EqualTo(
                new Dictionary<string, string>
                {
                    ["USE_SCCACHE"] = "1",
                    ["SCCACHE_BUCKET_NAME"] = "builds",
                    ["SCCACHE_REGION_NAME"] = "eu-central-1",
                    ["SCCACHE_ENDPOINT"] = "https://s3.example",
                    ["SCCACHE_DOWNLOAD_URL"] = "https://mirror.example/sccache.tar.gz",
                    ["SCCACHE_S3_NO_CREDENTIALS"] = "1",
                }
            )
        );
}
