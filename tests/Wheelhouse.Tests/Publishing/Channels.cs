using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Index;
using Wheelhouse.Tests.Wheels;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Several indexes in one store, over the same files.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class Channels(StoreKind kind) : PublishingFixture
{
    private static readonly Channel Nightly = Channel.Parse("nightly");
    private IObjectStore store = null!;

    [SetUp]
    public void MakeStore() => store = TestStores.Make(kind, Folder);

    [TestCase("main")]
    [TestCase("nightly")]
    [TestCase("rocm71")]
    [TestCase("rocm7.1-rc_2")]
    public void A_name_is_read_and_told_again(string name) =>
        Assert.That(Channel.Parse(name).ToString(), Is.EqualTo(name));

    [TestCase("")]
    [TestCase("simple")]
    [TestCase("simple-json")]
    [TestCase("packages")]
    [TestCase("releases")]
    [TestCase("history")]
    [TestCase("staging")]
    [TestCase("cache")]
    [TestCase("index.html")]
    [TestCase("status.json")]
    [TestCase("Nightly")]
    [TestCase("..")]
    [TestCase(".hidden")]
    [TestCase("a..")]
    [TestCase("a/b")]
    [TestCase("a b")]
    [TestCase("a%2fb")]
    [TestCase("größe")]
    [TestCase("a\n")]
    public void What_cannot_be_a_channel_is_refused(string name)
    {
        Assert.Throws<InvalidChannelException>(() => Channel.Parse(name));
        Assert.That(Channel.TryParse(name, out _), Is.False);
    }

    [Test]
    public void A_long_name_is_refused() =>
        Assert.That(
            () => Channel.Parse(new string('a', 65)),
            Throws.TypeOf<InvalidChannelException>().With.Message.Contains("64")
        );

    [Test]
    public async Task A_publish_into_a_channel_leaves_the_others_alone_and_shares_their_files()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var before = await store.ContentsAsync();
        var result = await PublishAsync(Nightly, await ReleaseAsync("1.0"));
        Assert.That(result.FilesSent, Is.Empty);
        Assert.That(result.FilesAlreadyThere, Has.Count.EqualTo(6));
        var after = await store.ContentsAsync();
        Assert.That(after.Where(row => !row.Key.StartsWith("nightly/", StringComparison.Ordinal)), Is.EqualTo(before));
        Assert.That(await Channel.ListAsync(store, default), Is.EqualTo(new[] { Channel.Main, Nightly }));
        Assert.That((await PublishAsync(Nightly, await ReleaseAsync("1.0"))).PagesWritten, Is.Empty);
    }

    [Test]
    public async Task Every_link_of_a_channel_s_pages_leads_to_a_file()
    {
        await PublishAsync(Nightly, await ReleaseAsync("1.0"));
        await PublishAsync(Nightly, await ReleaseAsync("2.0+local"), async (_, root, _) => await FollowAsync(root, 2));
        await FollowAsync(Nightly.Root, 2);
        Assert.That((await store.ContentsAsync()).Keys, Has.None.Contains("staging/"));
    }

    [Test]
    public async Task A_file_that_another_channel_has_with_other_bytes_is_refused()
    {
        await PublishAsync(store, await ReleaseAsync("1.0"));
        var changed = await TestSite.BuildAsync(Folder, [TestWheel.Of("torch", "1.0", "numpy")]);
        await Assert.ThrowsAsync<PublishRefusedException>(() => PublishAsync(Nightly, changed));
        Assert.That(await Channel.ListAsync(store, default), Is.EqualTo(new[] { Channel.Main }));
    }

    private async Task FollowAsync(string root, int versions)
    {
        foreach (var page in new[] { "simple/torch/index.html", "simple-json/torch/index.json" })
        {
            var text = await TextAsync(store, root + page);
            var links = text.Split('"')
                .Select(part => part.Split('#')[0])
                .Where(part => part.EndsWith(".whl"))
                .ToList();
            var places = links
                .Where(link => link.StartsWith("../", StringComparison.Ordinal))
                .Select(link => new Uri(new Uri("http://host/store/" + root + page), link).AbsolutePath)
                .ToList();
            Assert.That(places, Has.Count.EqualTo(versions), text);
            foreach (var place in places)
            {
                Assert.That(place, Does.StartWith("/store/packages/torch/"));
                var key = Uri.UnescapeDataString(place["/store/".Length..]);
                Assert.That(await store.HeadAsync(key, default), Is.Not.Null, place);
            }
        }
    }

    private async Task<PublishResult> PublishAsync(Channel channel, string site, InstallGate? gate = null)
    {
        var publisher = new Publisher(store, new PublisherOptions { Channel = channel, Gate = gate });
        return await publisher.ApplyAsync(await publisher.PlanAsync(site, default), null, default);
    }
}
