using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Storage;

public abstract partial class ObjectStoreContract
{
    [TestCase("packages/torch/torch-2.9.0+rocm7.1-cp312-cp312-linux_x86_64.whl")]
    [TestCase("packages/torch/torch-1!2.9.0-py3-none-any.whl.metadata")]
    [TestCase("a b/c%2Bd/e&f=g;h,i'j")]
    [TestCase("größe/日本")]
    [TestCase(".hidden/..still/a..b")]
    public async Task A_key_is_kept_as_it_is(string key)
    {
        await PutAsync(key, key, PutCondition.IfAbsent);
        Assert.That(await ReadAsync(key), Is.EqualTo(key));
        Assert.That(await KeysAsync(""), Is.EqualTo(new[] { key }));
    }

    [TestCase("")]
    [TestCase("/absolute")]
    [TestCase("../outside")]
    [TestCase("a/../../outside")]
    [TestCase("a/./b")]
    [TestCase("a//b")]
    [TestCase("a\\..\\b")]
    [TestCase("a\0b")]
    [TestCase("a\nb")]
    [TestCase("/")]
    [TestCase("a//")]
    [TestCase("../")]
    [TestCase("a/.wheelhouse-lock")]
    [TestCase(".Wheelhouse-new-1/a")]
    [TestCase("a\ud800b")]
    public async Task A_key_that_breaks_the_rules_is_refused_by_every_operation(string key)
    {
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => Store.GetAsync(key, default));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => Store.HeadAsync(key, default));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => PutAsync(key, "x", PutCondition.None));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => Store.DeleteAsync(key, default));
    }

    [TestCase("../")]
    [TestCase("a//")]
    [TestCase("/")]
    [TestCase("a/../")]
    public async Task A_prefix_that_no_key_has_is_refused(string prefix) =>
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => KeysAsync(prefix));

    [Test]
    public async Task A_key_longer_than_any_store_takes_is_refused()
    {
        var key = string.Join('/', Enumerable.Repeat(new string('k', 100), 11));
        await Assert.ThrowsAsync<InvalidObjectKeyException>(() => PutAsync(key, "x", PutCondition.None));
    }

    [Test]
    public async Task A_key_may_end_in_a_slash_only_where_the_store_says_so()
    {
        if (Store.HasKeysEndingInSlash)
        {
            await PutAsync("simple/torch/", "page", PutCondition.IfAbsent);
            await PutAsync("simple/torch/index.html", "other", PutCondition.IfAbsent);
            Assert.That(await ReadAsync("simple/torch/"), Is.EqualTo("page"));
            Assert.That(await KeysAsync("simple/"), Is.EqualTo(new[] { "simple/torch/", "simple/torch/index.html" }));
        }
        else
        {
            await Assert.ThrowsAsync<InvalidObjectKeyException>(() =>
                PutAsync("simple/torch/", "page", PutCondition.None)
            );
        }
    }

    [Test]
    public async Task A_listing_has_the_keys_of_a_prefix_in_ordinal_order()
    {
        string[] keys = ["a/b", "a-b", "a0", "a/b-c", "a/b/c", "b", "a/B"];
        string[] written = Store.HasKeysEndingInSlash ? keys : [.. keys.Where(key => key != "a/b")];
        foreach (var key in written)
        {
            await PutAsync(key, key, PutCondition.None);
        }

        Assert.That(await KeysAsync(""), Is.EqualTo(written.Order(StringComparer.Ordinal)));
        Assert.That(
            await KeysAsync("a/"),
            Is.EqualTo(
                written.Where(key => key.StartsWith("a/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            )
        );
        Assert.That(
            await KeysAsync("a/b"),
            Is.EqualTo(
                written.Where(key => key.StartsWith("a/b", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            )
        );
        Assert.That(await KeysAsync("c"), Is.Empty);
        Assert.That(await KeysAsync("a/b/c/d/e"), Is.Empty);
    }

    [Test]
    public async Task A_listing_tells_sizes()
    {
        await PutAsync(Key, "12345", PutCondition.None);
        var rows = new List<ListedObject>();
        await foreach (var row in Store.ListAsync("", default))
        {
            rows.Add(row);
        }

        Assert.That(rows.Single().Size, Is.EqualTo(5));
        Assert.That(rows.Single().LastModified, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
    }
}
