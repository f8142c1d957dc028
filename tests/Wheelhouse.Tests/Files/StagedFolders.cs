using Wheelhouse.Files;

namespace Wheelhouse.Tests.Files;

public sealed class StagedFolders
{
    private string root = string.Empty;

    private string Target => Path.Combine(root, "wheels");

    [SetUp]
    public void MakeRoot() => root = Directory.CreateTempSubdirectory("wheelhouse-").FullName;

    [TearDown]
    public void RemoveRoot() => Directory.Delete(root, recursive: true);

    [Test]
    public void The_old_folder_stays_until_the_new_one_is_complete()
    {
        Fill(Target, "old");
        using var staged = StagedFolder.Create(Target);
        Fill(staged.Path, "new");
        Assert.That(Names(Target), Is.EqualTo(new[] { "old" }));
        staged.Commit();
        Assert.That(Names(Target), Is.EqualTo(new[] { "new" }));
        Assert.That(Names(root), Is.EqualTo(new[] { "wheels" }));
    }

    [Test]
    public void What_is_not_committed_leaves_no_trace()
    {
        Fill(Target, "old");
        using (var staged = StagedFolder.Create(Target))
        {
            Fill(staged.Path, "new");
        }

        Assert.That(Names(Target), Is.EqualTo(new[] { "old" }));
        Assert.That(Names(root), Is.EqualTo(new[] { "wheels" }));
    }

    [Test]
    public void A_kill_while_filling_leaves_nothing_in_the_next_one()
    {
        Fill(Path.Combine(root, ".wheels.staged"), "half");
        using var staged = StagedFolder.Create(Target);
        Assert.That(Names(staged.Path), Is.Empty);
    }

    [Test]
    public void A_kill_between_the_two_renames_is_mended_by_the_next_staging()
    {
        Fill(Path.Combine(root, ".wheels.replaced"), "old");
        using var staged = StagedFolder.Create(Target);
        Assert.That(Names(Target), Is.EqualTo(new[] { "old" }));
    }

    [Test]
    public void A_link_stands_for_the_folder_it_points_to()
    {
        Fill(Path.Combine(root, "elsewhere", "real"), "old");
        Directory.CreateSymbolicLink(Target, Path.Combine("elsewhere", "real"));
        using var staged = StagedFolder.Create(Target);
        Fill(staged.Path, "new");
        staged.Commit();
        Assert.That(Names(Path.Combine(root, "elsewhere", "real")), Is.EqualTo(new[] { "new" }));
        Assert.That(new DirectoryInfo(Target).LinkTarget, Is.Not.Null);
        Assert.That(Names(root), Is.EquivalentTo(new[] { "wheels", "elsewhere" }));
    }

    [Test]
    public void A_folder_that_must_be_new_replaces_an_empty_one_only()
    {
        using var staged = StagedFolder.Create(Target);
        Fill(staged.Path, "new");
        Fill(Target, "old");
        Assert.Throws<IOException>(staged.CommitNew);
        Assert.That(Names(Target), Is.EqualTo(new[] { "old" }));
        File.Delete(Path.Combine(Target, "old"));
        staged.CommitNew();
        Assert.That(Names(Target), Is.EqualTo(new[] { "new" }));
    }

    [Test]
    public void The_name_is_never_without_a_folder()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("only Linux lets two folders change places in one step");
        }

        Fill(Target, "0");
        using var stop = new CancellationTokenSource();
        var missing = 0;
        var watching = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                missing += Directory.Exists(Target) ? 0 : 1;
            }
        });
        for (var i = 1; i <= 200; i++)
        {
            using var staged = StagedFolder.Create(Target);
            Fill(staged.Path, "new");
            staged.Commit();
        }

        stop.Cancel();
        watching.Wait();
        Assert.That(missing, Is.Zero);
    }

    private static void Fill(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), name);
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);
}
