using System.Security.Cryptography;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>Large objects, sent in parts of 5 MiB.</summary>
public sealed class UploadsInParts : FaultyBucket
{
    private const string Key = "packages/torch/torch-2.9.0-cp312-cp312-linux_x86_64.whl";
    private readonly byte[] bytes = RandomNumberGenerator.GetBytes((28 << 20) + 1);

    [Test]
    public async Task They_arrive_whole_with_what_was_given_with_them()
    {
        Assert.That((await PutAsync(Store, Key, bytes, PutCondition.IfAbsent)).IsWritten);
        await AssertThereAsync(bytes);
        var head = (await Store.HeadAsync(Key, default))!;
        Assert.That(head.Metadata, Is.EqualTo(OptionsOf(bytes).Metadata));
        Assert.That(head.ContentType, Is.EqualTo("application/octet-stream"));
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task Conditions_hold_for_them()
    {
        var first = await PutAsync(Store, Key, bytes, PutCondition.IfAbsent);
        Assert.That((await PutAsync(Store, Key, bytes, PutCondition.IfAbsent)).IsWritten, Is.False);
        Assert.That((await PutAsync(Store, Key, bytes, PutCondition.IfMatch("\"0\""))).IsWritten, Is.False);
        Assert.That((await PutAsync(Store, Key, bytes, PutCondition.IfMatch(first.ETag!))).IsWritten);
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task A_run_that_broke_off_is_gone_on_with()
    {
        await BreakOffAsync(after: 3);
        Assert.That(await Store.HeadAsync(Key, default), Is.Null);
        Assert.That(await Store.ListAsync("", default).AnyAsync(), Is.False);
        var before = PartsSent();
        Assert.That((await PutAsync(Open(settings => settings), Key, bytes, PutCondition.IfAbsent)).IsWritten);
        Assert.That(PartsSent() - before, Is.EqualTo(3));
        await AssertThereAsync(bytes);
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task Other_bytes_do_not_go_on_with_it()
    {
        await BreakOffAsync(after: 3);
        var others = bytes[..^1];
        var before = PartsSent();
        Assert.That((await PutAsync(Open(settings => settings), Key, others, PutCondition.IfAbsent)).IsWritten);
        Assert.That(PartsSent() - before, Is.EqualTo(6));
        await AssertThereAsync(others);
    }

    [Test]
    public async Task Parts_of_long_ago_are_removed()
    {
        await BreakOffAsync(after: 1);
        Assert.That(await Server.UploadsAsync(), Is.Not.Empty);
        var store = Open(settings => settings with { OldAge = TimeSpan.FromSeconds(-5) });
        await PutAsync(store, "packages/other.whl", bytes, PutCondition.IfAbsent);
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task Interrupted_ones_are_told_with_size_and_age_and_go_with_a_prune_after_the_time_of_grace()
    {
        await BreakOffAsync(after: 3);
        var finding = (await new StatusReader(Store).ReadAsync(default)).Findings.Single();
        Assert.That(finding.Kind, Is.EqualTo(FindingKind.UnfinishedObject));
        Assert.That($"{finding}", Does.Match($@"^{Key}: \d{{7,8}} bytes are there, begun 0 hours ago and not ended$"));
        var rules = new PruneRules { Keep = 1 };
        var atOnce = rules with { Grace = TimeSpan.Zero };
        Assert.That((await new PrunePlanner(Store).PlanAsync(atOnce, default)).IsEmpty, "it may be on its way");

        var later = new PublisherOptions { Time = new In31Days() };
        var plan = await new PrunePlanner(Store, later).PlanAsync(rules, default);
        Assert.That(plan.Objects.Select(row => row.Key), Is.EqualTo(new[] { Key }));
        Assert.That(plan.Objects[0].Why, Does.Contain("not ended"));
        Assert.That(await UploadsAsync(), Has.Exactly(1).Items, "a plan changes nothing");
        await new Pruner(Store, later).ApplyAsync(plan, rules, default);
        await AssertNothingIsLeftAsync();
        Assert.That((await new StatusReader(Store).ReadAsync(default)).Findings, Is.Empty);
        Assert.That((await PutAsync(Open(settings => settings), Key, bytes, PutCondition.IfAbsent)).IsWritten);
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task What_may_not_be_written_leaves_no_parts()
    {
        FailFirst(1, Fault.Answer(403, "AccessDenied"), "PUT", "partNumber=4");
        await Assert.ThrowsAsync<StoreAccessDeniedException>(() => PutAsync(Store, Key, bytes, PutCondition.IfAbsent));
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task Failures_that_pass_are_overcome_in_every_request(
        [ValueSource(typeof(PassingFailures), nameof(PassingFailures.Passing))] object fault
    )
    {
        FailOften((Fault)fault);
        Assert.That((await PutAsync(Store, Key, bytes, PutCondition.IfAbsent)).IsWritten);
        Proxy.Choose = _ => null;
        await AssertThereAsync(bytes);
        await AssertNothingIsLeftAsync(butLostOnes: true);
    }

    [Test]
    public async Task A_file_that_changes_while_it_is_sent_is_not_shown()
    {
        var file = bytes.ToArray();
        var content = ObjectContent.FromStream(() => new MemoryStream(file), file.Length);
        Proxy.Choose = request =>
        {
            // When the first part arrives, the last has not been read.
            file[^1] = (byte)(bytes[^1] + 1);
            return null;
        };
        var store = Open(settings => settings with { ParallelParts = 1 });
        await Assert.ThrowsAsync<ContentChangedException>(() =>
            store.PutAsync(Key, content, OptionsOf(bytes), PutCondition.IfAbsent, default)
        );
        Assert.That(await Store.HeadAsync(Key, default), Is.Null);
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task Publishers_of_the_same_file_at_once_all_find_it_there()
    {
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => PutAsync(Open(settings => settings), Key, bytes, PutCondition.IfAbsent)))
        );
        Assert.That(results.Count(result => result.IsWritten), Is.Positive);
        await AssertThereAsync(bytes);
    }

    private async Task BreakOffAsync(int after)
    {
        var sent = 0;
        Proxy.Choose = request =>
            request.Contains("partNumber=", StringComparison.Ordinal) && Interlocked.Increment(ref sent) > after
                ? Fault.Reset
                : null;
        var store = Open(settings => settings with { Attempts = 1, ParallelParts = 1 });
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            PutAsync(store, Key, bytes, PutCondition.IfAbsent)
        );
        Proxy.Choose = _ => null;
    }

    // NUnit compares arrays element by element, which takes some seconds here.
    private async Task AssertThereAsync(byte[] expected) =>
        Assert.That((await ReadAsync(Key)).AsSpan().SequenceEqual(expected), "what is there has other bytes");

    private int PartsSent() =>
        Proxy.Requests.Count(request => request.Contains("partNumber=", StringComparison.Ordinal));

    // An upload that was begun twice, since the first answer was lost, has no parts and no name that anyone knows.
    private async Task AssertNothingIsLeftAsync(bool butLostOnes = false)
    {
        var prefix = Location.Prefix;
        var uploads = (await Server.UploadsAsync()).Where(upload =>
            upload.Key.StartsWith(prefix, StringComparison.Ordinal)
        );
        Assert.That(butLostOnes ? uploads.Skip(1) : uploads, Is.Empty);
        Assert.That(await Server.KeysAsync(prefix + ".wheelhouse-"), Is.Empty);
    }

    private async Task<IEnumerable<string>> UploadsAsync() =>
        (await Server.UploadsAsync())
            .Select(upload => upload.Key)
            .Where(key => key.StartsWith(Location.Prefix, StringComparison.Ordinal));

    private sealed class In31Days : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromDays(31);
    }
}
