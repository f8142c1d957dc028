using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

public sealed class StoreLocations
{
    [TestCase("file:///srv/wheels", "/srv/wheels")]
    [TestCase("file:///srv/wheels/", "/srv/wheels")]
    [TestCase("FILE:///srv/wheels", "/srv/wheels")]
    [TestCase("file://localhost/srv/wheels", "/srv/wheels")]
    [TestCase("file:///srv/my%20wheels%3F", "/srv/my wheels?")]
    [TestCase("file:///srv/a+b", "/srv/a+b")]
    public void A_folder_is_named_by_its_url(string text, string folder) =>
        Assert.That(StoreLocation.Parse(text).Folder, Is.EqualTo(folder));

    [TestCase("file:///srv/wheels")]
    [TestCase("file:///srv/my%20wheels%3F%23%25")]
    [TestCase("file:///gr%C3%B6%C3%9Fe")]
    public void A_location_round_trips(string text) =>
        Assert.That(StoreLocation.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("/srv/wheels")]
    [TestCase("://x")]
    [TestCase("s3://bucket/prefix")]
    [TestCase("https://example.org/simple/")]
    [TestCase("file://srv/wheels")]
    [TestCase("file://")]
    [TestCase("file:///srv/wheels?x=1")]
    [TestCase("file:///srv/wheels#x")]
    [TestCase("file:///srv/%00")]
    public void What_is_no_location_is_refused_and_the_supported_ones_are_named(string text)
    {
        var error = Assert.Throws<InvalidStoreLocationException>(() => StoreLocation.Parse(text));
        Assert.That(error!.Message, Does.Contain($"\"{text}\"").And.Contain("file:///DIR"));
        Assert.That(StoreLocation.TryParse(text, out _), Is.False);
    }

    [Test]
    public void An_unknown_scheme_is_quoted() =>
        Assert.That(
            () => StoreLocation.Parse("s3://bucket"),
            Throws.TypeOf<InvalidStoreLocationException>().With.Message.Contains("scheme \"s3\"")
        );

    [Test]
    public void The_same_folder_is_the_same_location() =>
        Assert.That(StoreLocation.Parse("file:///srv/a/../wheels/"), Is.EqualTo(StoreLocation.OfFolder("/srv/wheels")));
}
