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
        Fill(Target + ".new", "half");
        using var staged = StagedFolder.Create(Target);
        Assert.That(Names(staged.Path), Is.Empty);
    }

    [Test]
    public void A_kill_between_the_two_renames_is_mended_by_the_next_staging()
    {
        Fill(Target + ".old", "old");
        using var staged = StagedFolder.Create(Target);
        Assert.That(Names(Target), Is.EqualTo(new[] { "old" }));
    }

    private static void Fill(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), name);
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);
}
