using Wheelhouse.Storage;
using Wheelhouse.Storage.S3;

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
        Assert.That(StoreLocation.Parse(text), Is.TypeOf<FolderLocation>().With.Property("Folder").EqualTo(folder));

    [TestCase("s3://wheels", "wheels", "")]
    [TestCase("s3://wheels/", "wheels", "")]
    [TestCase("S3://my.wheels-1/rocm", "my.wheels-1", "rocm/")]
    [TestCase("s3://wheels/rocm 7/a+b%2F/", "wheels", "rocm 7/a+b%2F/")]
    public void A_bucket_is_named_with_a_prefix(string text, string bucket, string prefix)
    {
        var location = (BucketLocation)StoreLocation.Parse(text);
        Assert.That((location.Bucket, location.Prefix), Is.EqualTo((bucket, prefix)));
        Assert.That(StoreLocation.Parse(location.ToString()), Is.EqualTo(location));
    }

    [TestCase("s3://wheels/a b", "http://127.0.0.1:9000", true, "http://127.0.0.1:9000/wheels/a%20b/")]
    [TestCase("s3://wheels", "https://store.example.org", false, "https://wheels.store.example.org/")]
    [TestCase("s3://wheels/rocm", null, false, "https://wheels.s3.eu-north-1.amazonaws.com/rocm/")]
    public void A_bucket_has_a_public_address(string text, string? endpoint, bool pathStyle, string url)
    {
        var settings = new S3Settings
        {
            Endpoint = endpoint is null ? null : new Uri(endpoint),
            Region = "eu-north-1",
            PathStyle = pathStyle,
        };
        Assert.That(((BucketLocation)StoreLocation.Parse(text)).PublicUrl(settings).AbsoluteUri, Is.EqualTo(url));
    }

    [TestCase("file:///srv/wheels")]
    [TestCase("file:///srv/my%20wheels%3F%23%25")]
    [TestCase("file:///gr%C3%B6%C3%9Fe")]
    [TestCase("s3://wheels")]
    [TestCase("s3://wheels/rocm71/größe")]
    public void A_location_round_trips(string text) =>
        Assert.That(StoreLocation.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("/srv/wheels")]
    [TestCase("://x")]
    [TestCase("s3://")]
    [TestCase("s3:///prefix")]
    [TestCase("s3://a_b@c/prefix")]
    [TestCase("s3://wheels//prefix")]
    [TestCase("s3://wheels/../prefix")]
    [TestCase("s3://wheels/prefix?versionId=1")]
    [TestCase("gs://wheels")]
    [TestCase("https://example.org/simple/")]
    [TestCase("file://srv/wheels")]
    [TestCase("file://")]
    [TestCase("file:///srv/wheels?x=1")]
    [TestCase("file:///srv/wheels#x")]
    [TestCase("file:///srv/%00")]
    public void What_is_no_location_is_refused_and_the_supported_ones_are_named(string text)
    {
        var error = Assert.Throws<InvalidStoreLocationException>(() => StoreLocation.Parse(text));
        Assert.That(error!.Message, Does.Contain($"\"{text}\"").And.Contain("file:///DIR").And.Contain("s3://BUCKET"));
        Assert.That(StoreLocation.TryParse(text, out _), Is.False);
    }

    [Test]
    public void An_unknown_scheme_is_quoted() =>
        Assert.That(
            () => StoreLocation.Parse("gs://bucket"),
            Throws.TypeOf<InvalidStoreLocationException>().With.Message.Contains("scheme \"gs\"")
        );

    [Test]
    public void The_same_folder_is_the_same_location() =>
        Assert.That(StoreLocation.Parse("file:///srv/a/../wheels/"), Is.EqualTo(StoreLocation.OfFolder("/srv/wheels")));
}
