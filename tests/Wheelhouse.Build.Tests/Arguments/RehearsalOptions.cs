using Wheelhouse.Build.Arguments;

namespace Wheelhouse.Build.Tests.Arguments;

public sealed class RehearsalOptions
{
    private static OptionsGiven Rehearsal => new OptionsGiven().With(("target", "rehearse"));

    [Test]
    public void A_rehearsal_takes_everything_from_its_stand_ins()
    {
        var options = Rehearsal.With(("artifacts", "/out")).Read();
        Assert.Multiple(() =>
        {
            Assert.That(options.IsRehearsal, Is.True);
            Assert.That(options.BaseWheels, Is.EqualTo("/out/rehearsal/base"));
            Assert.That(options.VllmWheel, Is.EqualTo("/out/rehearsal/vllm"));
            Assert.That(options.FindLinks, Is.EqualTo(new[] { "/out/rehearsal/links" }));
            Assert.That(options.NoIndex, Is.True);
            Assert.That(options.IndexUrl, Is.Null);
            Assert.That(options.Store.ToString(), Is.EqualTo("file:///out/store"));
            Assert.That(options.VerifyImports, Is.EqualTo(new[] { "vllm", "torch" }));
            Assert.That(options.Roots.Select(root => root.ToString()), Is.EqualTo(new[] { "vllm" }));
            Assert.That(options.VersionPolicy.ToString(), Is.EqualTo("release"));
        });
    }

    [Test]
    public void Stand_ins_never_reach_what_the_settings_name()
    {
        var options = Rehearsal
            .Variable("CAKE_WHEELHOUSE_STORE", "file:///srv/production")
            .Variable("CAKE_WHEELHOUSE_INDEXURL", "https://host/simple")
            .Variable("CAKE_WHEELHOUSE_EXTRAINDEXURL", "https://host/more")
            .Variable("CAKE_WHEELHOUSE_BASEWHEELS", "/real")
            .Setting("Wheelhouse_VllmWheel", "/real.whl")
            .Setting("Wheelhouse_VersionPolicy", "keep")
            .Setting("Wheelhouse_Output", "/real")
            .Setting("Wheelhouse_NoIndex", "false")
            .Read();
        Assert.Multiple(() =>
        {
            Assert.That(options.Store.ToString(), Is.EqualTo("file:///repository/artifacts/store"));
            Assert.That(options.IndexUrl, Is.Null);
            Assert.That(options.ExtraIndexUrls, Is.Empty);
            Assert.That(options.BaseWheels, Is.EqualTo("/repository/artifacts/rehearsal/base"));
            Assert.That(options.VllmWheel, Is.EqualTo("/repository/artifacts/rehearsal/vllm"));
            Assert.That(options.VersionPolicy.ToString(), Is.EqualTo("release"));
            Assert.That(options.Output, Is.Null);
            Assert.That(options.NoIndex, Is.True);
        });
    }

    [Test]
    public void An_argument_still_decides()
    {
        var options = Rehearsal.With(("store", "file:///elsewhere"), ("version-policy", "keep")).Read();
        Assert.That(options.Store.ToString(), Is.EqualTo("file:///elsewhere"));
        Assert.That(options.VersionPolicy.ToString(), Is.EqualTo("keep"));
    }

    [Test]
    public void Settings_that_suit_stand_ins_as_well_are_read() =>
        Assert.That(Rehearsal.Variable("CAKE_WHEELHOUSE_PYTHON", "python3.12").Read().Python, Is.EqualTo("python3.12"));

    [Test]
    public void An_index_is_refused() =>
        Assert.That(
            Rehearsal.With(("index-url", "https://host/simple")).Problems(),
            Is.EqualTo(new[] { "--index-url with --target=Rehearse: a rehearsal resolves from its stand-ins alone" })
        );
}
