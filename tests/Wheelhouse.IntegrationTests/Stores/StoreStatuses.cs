using System.Text;
using Newtonsoft.Json.Linq;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>What is told of a store, and what is mended, by exit code and as data, on a folder and in a bucket.</summary>
public sealed class StoreStatuses
{
    private const string Page = "simple-json/thing/index.json";
    private const string Wheel = "packages/thing/thing-1.0-py3-none-any.whl";

    [Test]
    public async Task A_folder_is_told_of_and_mended()
    {
        using var run = new TemporaryFolder();
        await CheckAsync(
            run,
            [$"--store={new Uri(run["store"]).AbsoluteUri}"],
            [],
            key =>
            {
                File.Delete(run["store", key]);
                return Task.CompletedTask;
            },
            () => File.WriteAllTextAsync(run["store", Wheel + ".orphan"], "orphan")
        );
    }

    [Test]
    public async Task A_bucket_is_told_of_and_mended()
    {
        var server = await S3Servers.CephAsync();
        var location = S3Server.EmptyStore();
        var objects = location.Open(server.Settings);
        using var run = new TemporaryFolder();
        await CheckAsync(
            run,
            [$"--store={location}", $"--s3-endpoint={server.Endpoint}", "--s3-path-style"],
            new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = server.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = server.SecretKey,
            },
            key => objects.DeleteAsync(key, default),
            () =>
                objects.PutAsync(
                    Wheel + ".orphan",
                    ObjectContent.FromBytes(Encoding.UTF8.GetBytes("orphan")),
                    new ObjectOptions("text/plain"),
                    PutCondition.None,
                    default
                )
        );
    }

    private static async Task CheckAsync(
        TemporaryFolder run,
        string[] store,
        Dictionary<string, string> environment,
        Func<string, Task> delete,
        Func<Task> addOrphan
    )
    {
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        string[] release = ["--target=Publish", "--no-index", $"--base-wheels={run["wheels"]}", "--root=thing"];
        (await RunAsync(release)).Succeeded();
        var sound = (await RunAsync("--target=Status", "--check")).Succeeded();
        Assert.That(sound.Output, Does.Contain("every file has the bytes that its page tells"));

        await addOrphan();
        var orphan = JObject.Parse((await RunAsync("--target=Status", "--json")).Succeeded().Output);
        Assert.That((bool?)orphan["isSound"], Is.True);
        Assert.That((string?)orphan["findings"]![0]!["kind"], Is.EqualTo("UnnamedFile"));

        await delete("simple/thing/index.html");
        await delete("status.json");
        var stale = await RunAsync("--target=Status", "--json");
        Assert.That(stale.Failed().Text, Does.Contain("Repair makes these pages anew"));
        Assert.That((bool?)JObject.Parse(stale.Output)["isSound"], Is.False);
        (await RunAsync("--target=Repair", "--plan")).Succeeded();
        (await RunAsync("--target=Status")).Failed();
        Assert.That((await RunAsync("--target=Repair")).Succeeded().Output, Does.Contain("wrote 2 pages"));
        (await RunAsync("--target=Status")).Succeeded();

        await delete("simple-json/index.json");
        Assert.That((await RunAsync("--target=Status")).Failed().Text, Does.Contain("Repair makes these pages anew"));
        var plan = JObject.Parse((await RunAsync("--target=Repair", "--plan", "--json")).Succeeded().Output);
        Assert.That(plan["findings"]!.Select(finding => (string?)finding["kind"]), Does.Contain("LostList"));
        (await RunAsync("--target=Status")).Failed();
        (await RunAsync("--target=Repair")).Succeeded();
        (await RunAsync("--target=Status")).Succeeded();
        (await RunAsync(release)).Succeeded();

        // A folder has no second key of a page.
        if (environment.Count > 0)
        {
            await delete(Page);
            var lost = (await RunAsync("--target=Repair", "--plan")).Succeeded();
            Assert.That(lost.Output, Does.Contain($"restore {Page}: not there; simple-json/thing/"));
            Assert.That((await RunAsync("--target=Status")).Failed().Text, Does.Contain($"RestorablePage: {Page}"));
            Assert.That((await RunAsync("--target=Repair")).Succeeded().Output, Does.Contain("wrote 1 page"));
            (await RunAsync("--target=Status")).Succeeded();
        }

        await delete(Wheel);
        Assert.That((await RunAsync("--target=Repair")).Failed().Text, Does.Contain($"CANNOT MEND {Wheel}"));
        Assert.That((await RunAsync("--target=Status")).Failed().Text, Does.Contain($"WRONG MissingFile: {Wheel}"));

        Task<Pipeline.Finished> RunAsync(params string[] arguments) =>
            Pipeline.RunAsync([.. arguments, .. store, $"--artifacts={run["artifacts"]}"], environment);
    }
}
