using Wheelhouse.Build.Building;

namespace Wheelhouse.Build.Tests.Building;

public sealed class SharedCompilations
{
    [Test]
    public void Without_a_bucket_nothing_is_shared() =>
        Assert.That(new SccacheSettings(null, "eu-central-1", null).BuildArguments, Is.Empty);

    [Test]
    public void A_bucket_is_told_as_the_Dockerfiles_take_it() =>
        Assert.That(
            new SccacheSettings("builds", "eu-central-1", "https://s3.example").BuildArguments,
            Is.EqualTo(
                new Dictionary<string, string>
                {
                    ["USE_SCCACHE"] = "1",
                    ["SCCACHE_BUCKET_NAME"] = "builds",
                    ["SCCACHE_REGION_NAME"] = "eu-central-1",
                    ["SCCACHE_ENDPOINT"] = "https://s3.example",
                }
            )
        );
}
