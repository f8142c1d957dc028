using System.Security.Cryptography;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Failures that pass by themselves, and what is asked again.</summary>
public sealed class PassingFailures : FaultyBucket
{
    private static readonly byte[] Page = RandomNumberGenerator.GetBytes(9_000);

    internal static IEnumerable<Fault> Passing { get; } =
    [
        Fault.Reset,
        Fault.LostAnswer,
        Fault.HalfAnswer,
        Fault.EmptyAnswer,
        Fault.Answer(429, "TooManyRequests"),
        Fault.Answer(500, "InternalError"),
        Fault.Answer(503, "SlowDown"),
        Fault.Answer(400, "RequestTimeout"),
    ];

    [Test]
    public async Task Every_operation_is_repeated_until_it_is_done([ValueSource(nameof(Passing))] object fault)
    {
        FailOften((Fault)fault);
        Assert.That((await PutAsync(Store, "a", Page, PutCondition.IfAbsent)).IsWritten);
        Assert.That((await PutAsync(Store, "a", Page, PutCondition.IfAbsent)).IsWritten, Is.False);
        var head = (await Store.HeadAsync("a", default))!;
        Assert.That((await PutAsync(Store, "a", [1], PutCondition.IfMatch(head.ETag))).IsWritten);
        Assert.That((await PutAsync(Store, "a", [2], PutCondition.IfMatch(head.ETag))).IsWritten, Is.False);
        await using (var found = await Store.GetAsync("a", default))
        {
            Assert.That(await found!.ReadBytesAsync(10, default), Is.EqualTo(new byte[] { 1 }));
        }

        Assert.That(await Store.ListAsync("", default).Select(row => row.Key).ToListAsync(), Is.EqualTo(new[] { "a" }));
        await Store.DeleteAsync("a", default);
        Assert.That(await Store.GetAsync("a", default), Is.Null);
    }

    [Test]
    public async Task An_empty_answer_is_no_empty_listing()
    {
        await PutAsync(Store, "a", Page, PutCondition.IfAbsent);
        FailFirst(1, Fault.EmptyAnswer, "GET", "list-type=2");
        Assert.That(await Store.ListAsync("", default).Select(row => row.Key).ToListAsync(), Is.EqualTo(new[] { "a" }));
        Proxy.Choose = _ => Fault.EmptyAnswer;
        await Assert.ThrowsAsync<StoreOperationFailedException>(async () =>
            await Store.ListAsync("", default).ToListAsync()
        );
        await Assert.ThrowsAsync<StoreOperationFailedException>(async () =>
            await Store.ListUnfinishedAsync(default).ToListAsync()
        );
    }

    [Test]
    public async Task A_write_whose_answer_was_lost_is_known_to_have_won()
    {
        FailFirst(1, Fault.LostAnswer, "PUT");
        var result = await PutAsync(Store, "a", Page, PutCondition.IfAbsent);
        Assert.That(result.ETag, Is.EqualTo((await Store.HeadAsync("a", default))!.ETag));
        FailFirst(1, Fault.LostAnswer, "PUT");
        Assert.That((await PutAsync(Store, "a", [1], PutCondition.IfMatch(result.ETag!))).IsWritten);
    }

    [Test]
    public async Task Equal_bytes_of_another_are_not_taken_for_ours()
    {
        await PutAsync(Store, "a", Page, PutCondition.IfAbsent);
        FailFirst(1, Fault.Reset, "PUT");
        Assert.That((await PutAsync(Store, "a", Page, PutCondition.IfAbsent)).IsWritten, Is.False);
    }

    [Test]
    public async Task What_never_passes_is_a_failure_in_the_end()
    {
        Proxy.Choose = _ => Fault.Answer(503, "SlowDown");
        var before = Proxy.Requests.Count;
        await Assert.ThrowsAsync<StoreOperationFailedException>(() => Store.GetAsync("a", default));
        Assert.That(Proxy.Requests, Has.Count.EqualTo(before + 8));
    }

    [Test]
    public async Task A_server_that_says_nothing_is_not_waited_for()
    {
        using var gate = new ManualResetEventSlim();
        Proxy.Choose = _ =>
        {
            gate.Wait();
            return Fault.Reset;
        };
        var store = Open(settings => settings with { Patience = TimeSpan.FromMilliseconds(200), Attempts = 2 });
        var error = await Assert.ThrowsAsync<StoreOperationFailedException>(() => store.HeadAsync("a", default));
        gate.Set();
        Assert.That(error!.Message, Does.Contain("no answer"));
    }
}
