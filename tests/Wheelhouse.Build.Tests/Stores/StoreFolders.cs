using Wheelhouse.Build.Tests.Launching;

namespace Wheelhouse.Build.Tests.Stores;

/// <summary>A mistyped folder is no empty store.</summary>
public sealed class StoreFolders
{
    [TestCase("Status")]
    [TestCase("Releases")]
    [TestCase("Repair")]
    [TestCase("Prune", "--keep=1")]
    [TestCase("Yank", "--project=torch", "--version=1")]
    [TestCase("Watch", "--no-install")]
    [TestCase("Serve")]
    [TestCase("Verify-Install")]
    public void A_task_that_reads_a_store_fails_where_there_is_none(string task, params string[] more)
    {
        var folder = Path.Join(Path.GetTempPath(), "wheelhouse-no-such-store");
        var run = ProcessRun.Of(
            "dotnet",
            [typeof(BuildContext).Assembly.Location, $"--target={task}", $"--store={new Uri(folder)}", .. more]
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(1), run.Output);
            Assert.That(
                run.Error,
                Does.Match($@"there is no store here\n +at: {folder}\n +hint: .*--store=file:///DIR.*--target=Publish")
            );
            Assert.That(folder, Does.Not.Exist);
        });
    }
}
