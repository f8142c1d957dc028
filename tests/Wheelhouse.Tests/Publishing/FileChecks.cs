using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Tests.Publishing;

/// <summary>Every file is read and compared with its page.</summary>
[TestFixture(StoreKind.Folder)]
[TestFixture(StoreKind.Bucket)]
public sealed class FileChecks(StoreKind kind) : PublishingFixture
{
    private const string TorchWheel = "packages/torch/torch-1.0-py3-none-any.whl";

    private IObjectStore store = null!;

    [SetUp]
    public async Task Publish()
    {
        store = TestStores.Make(kind, Folder);
        await PublishAsync(store, await ReleaseAsync("1.0"));
    }

    [Test]
    public async Task Sound_files_are_read_whole_and_once()
    {
        await PublishAsync(Channel.Parse("nightly").Of(store), await ReleaseAsync("1.0"));
        var progress = new Sum();
        Assert.That(await CheckAsync(progress), Is.Empty);
        Assert.That(
            progress.Most,
            Is.EqualTo(await store.ListAsync("packages/", default).Select(row => row.Size).SumAsync())
        );
    }

    [TestCase(TorchWheel)]
    [TestCase(TorchWheel + ".metadata")]
    public async Task One_changed_byte_of_the_same_size_is_found(string key)
    {
        await using (var found = await store.GetAsync(key, default))
        {
            var bytes = await found!.ReadBytesAsync(1 << 20, default);
            bytes[^1] ^= 1;
            await store.PutAsync(
                key,
                ObjectContent.FromBytes(bytes),
                new ObjectOptions("text/plain"),
                PutCondition.None,
                default
            );
        }

        Assert.That((await new StatusReader(store).ReadAsync(default)).IsSound, "sizes alone do not tell");
        var finding = (await CheckAsync()).Single();
        Assert.That((finding.Kind, finding.Key), Is.EqualTo((FindingKind.DamagedFile, key)));
        Assert.That(finding.IsSeenByUsers);
    }

    [Test]
    public async Task What_the_error_advises_mends_a_file([Values] bool isDamaged, [Values] bool isRolledBack)
    {
        const string Wheel = "packages/torch/torch-2.0-py3-none-any.whl";
        var before = (await new ReleaseRecords(store).ReadAllAsync(default)).Single().Run;
        var site = await ReleaseAsync("2.0");
        await PublishAsync(store, site);
        await store.DeleteAsync(Wheel, default);
        if (isDamaged)
        {
            await PutAsync(store, Wheel, "damaged");
        }

        // Why it does not advise to publish alone.
        await PublishAsync(store, site);
        var findings = (await new StatusReader(store).ReadAsync(default)).Findings.Concat(await CheckAsync()).ToList();
        Assert.That(
            findings.Select(finding => (finding.Kind, finding.Key)).Distinct(),
            Is.EqualTo([(isDamaged ? FindingKind.DamagedFile : FindingKind.MissingFile, Wheel)])
        );
        Assert.That(
            new IndexNotSoundException(findings, store.Location).Message,
            Does.Contain("Put the files back as they were")
                .And.Contain(
                    "Or Rollback to a run before theirs, delete what is damaged, and publish the release again"
                )
                .And.Not.Contain("Repair")
        );
        await store.DeleteAsync(Wheel, default);
        if (isRolledBack)
        {
            var plan = await new RollbackPlanner(store).PlanAsync(before, default);
            await new IndexChanger(store).ApplyAsync(plan, default);
            await PublishAsync(store, site);
        }
        else
        {
            var copy = ObjectContent.FromFile(Path.Combine(site, Wheel));
            await store.PutAsync(Wheel, copy, new ObjectOptions("text/plain"), PutCondition.None, default);
        }

        Assert.That((await new StatusReader(store).ReadAsync(default)).IsSound);
        Assert.That(await CheckAsync(), Is.Empty);
        Assert.That((await VisibleIndex.ReadAsync(store)).Problems, Is.Empty);
    }

    [Test]
    public async Task A_file_that_cannot_be_read_is_an_error_and_no_damage()
    {
        var status = await new StatusReader(store).ReadAsync(default);
        await Assert.ThrowsAsync<StoreOperationFailedException>(() =>
            new FileCheck(new FailingStore(store, TorchWheel)).RunAsync(status, null, default)
        );
    }

    private async Task<IReadOnlyList<Finding>> CheckAsync(IProgress<long>? progress = null) =>
        await new FileCheck(store).RunAsync(await new StatusReader(store).ReadAsync(default), progress, default);

    private sealed class Sum : IProgress<long>
    {
        private readonly Lock gate = new();

        public long Most { get; private set; }

        public void Report(long value)
        {
            lock (gate)
            {
                Most = Math.Max(Most, value);
            }
        }
    }
}
