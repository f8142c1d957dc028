using Amazon.Runtime;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Failures that someone must mend: each is told apart, asked once, and shows no secret.</summary>
public sealed class LastingFailures : FaultyBucket
{
    [TestCase("PUT", "s3:PutObject on arn:aws:s3:::wheelhouse/")]
    [TestCase("GET", "s3:GetObject on arn:aws:s3:::wheelhouse/")]
    [TestCase("HEAD", "s3:GetObject on arn:aws:s3:::wheelhouse/")]
    [TestCase("DELETE", "s3:DeleteObject on arn:aws:s3:::wheelhouse/")]
    public async Task What_is_not_allowed_is_asked_once_and_names_the_permission(string method, string permission)
    {
        Proxy.Choose = _ => Fault.Answer(403, "AccessDenied");
        var before = Proxy.Requests.Count;
        var error = await Assert.ThrowsAsync<StoreAccessDeniedException>(() => RunAsync(Store, method));
        Assert.That(Proxy.Requests, Has.Count.EqualTo(before + 1));
        Assert.That(error!.Message, Does.Contain(permission).And.Contain("a/b"));
    }

    [Test]
    public async Task Listing_needs_a_permission_on_the_bucket()
    {
        Proxy.Choose = _ => Fault.Answer(403, "AccessDenied");
        var error = await Assert.ThrowsAsync<StoreAccessDeniedException>(async () =>
            await Store.ListAsync("", default).CountAsync()
        );
        Assert.That(error!.Permission, Is.EqualTo("s3:ListBucket on arn:aws:s3:::wheelhouse"));
    }

    [TestCase(400, "ExpiredToken", typeof(StoreCredentialsExpiredException))]
    [TestCase(403, "RequestTimeTooSkewed", typeof(StoreClockException))]
    [TestCase(403, "InvalidAccessKeyId", typeof(StoreCredentialsException))]
    [TestCase(301, "PermanentRedirect", typeof(StoreRegionException))]
    [TestCase(400, "AuthorizationHeaderMalformed", typeof(StoreRegionException))]
    [TestCase(501, "NotImplemented", typeof(UnsupportedByStoreException))]
    public async Task What_the_store_says_is_told_apart(int status, string code, Type expected)
    {
        Proxy.Choose = _ => Fault.Answer(status, code);
        var error = await Assert.CatchAsync<WheelhouseException>(() => RunAsync(Store, "PUT"));
        Assert.That(error, Is.TypeOf(expected));
        Assert.That(error!.ToString(), Does.Not.Contain(Server.SecretKey));
    }

    [Test]
    public async Task A_missing_bucket_is_named()
    {
        var location = (BucketLocation)StoreLocation.Parse("s3://not-there/prefix");
        foreach (var method in new[] { "GET", "PUT" })
        {
            var error = await Assert.ThrowsAsync<BucketMissingException>(() =>
                RunAsync(location.Open(Server.Settings), method)
            );
            Assert.That(error!.Bucket, Is.EqualTo("not-there"));
        }
    }

    [Test]
    public async Task A_wrong_secret_is_not_shown()
    {
        const string Secret = "wrong-secret-of-mine";
        var store = Open(settings => settings with { Credentials = new BasicAWSCredentials("test", Secret) });
        foreach (var method in new[] { "GET", "PUT" })
        {
            var error = await Assert.ThrowsAsync<StoreCredentialsException>(() => RunAsync(store, method));
            Assert.That(error!.ToString(), Does.Contain("secret key").And.Not.Contain(Secret));
        }
    }

    private static Task RunAsync(IObjectStore store, string method) =>
        method switch
        {
            "PUT" => PutAsync(store, "a/b", [1], PutCondition.IfAbsent),
            "GET" => store.GetAsync("a/b", default),
            "HEAD" => store.HeadAsync("a/b", default),
            _ => store.DeleteAsync("a/b", default),
        };
}
