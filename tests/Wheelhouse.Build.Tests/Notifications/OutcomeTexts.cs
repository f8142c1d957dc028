using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Artifacts;
using Wheelhouse.Build.Notifications;

namespace Wheelhouse.Build.Tests.Notifications;

/// <summary>What a webhook is told.</summary>
public sealed class OutcomeTexts
{
    private static readonly ReleaseOutcome Done = new()
    {
        Targets = ["Release"],
        IsDone = true,
        Started = DateTimeOffset.UnixEpoch,
        Seconds = 11565,
        Machine = "builder",
        Recipe = "rocm-7.1-gfx942",
        Versions = ["vllm 0.11.1"],
        Published = new PublishRecord("s3://wheels", 23, 23, 7_100_000_000, 23, 96, "20251105T143000Z-9f3a1c"),
        Channel = "main",
        IndexUrl = "https://host/simple/",
        Install = "pip install vllm --index-url https://host/simple/",
        Tasks = [new("Build-Base-Wheels", 9000, "done", "hit"), new("Publish", 60, "done"), new("Release", 0, "done")],
    };

    private static readonly ReleaseOutcome Failed = Done with
    {
        IsDone = false,
        Published = null,
        Install = null,
        FailedTask = "Publish",
        Message = "a < b & ```<!channel>``` " + new string('x', 3000),
        Log = "/artifacts/logs/1.log",
        Page = "https://github.com/o/r/actions/runs/7",
    };

    [Test]
    public void A_release_tells_what_was_released_and_how_to_install_it() =>
        Assert.That(
            OutcomeText.Of(Done),
            Is.EqualTo(
                """
                Release done: vllm 0.11.1, rocm-7.1-gfx942
                published to s3://wheels, channel main, run 20251105T143000Z-9f3a1c: sent 23 wheels and 23 metadata files (7.1 GB), changed 23 project pages (96 objects written)
                pip install vllm --index-url https://host/simple/
                took 3:12:45: Build-Base-Wheels 2:30:00, Publish 0:01:00; Build-Base-Wheels: hit
                """
            )
        );

    [Test]
    public void A_release_of_nothing_new_says_so() =>
        Assert.That(
            OutcomeText.Of(Done with { Published = new PublishRecord("s3://wheels", 0, 0, 0, 0, 0) }),
            Does.Contain("nothing new: s3://wheels, channel main, has everything already")
        );

    [Test]
    public void A_run_that_was_stopped_did_not_fail() =>
        Assert.That(
            OutcomeText.Of(Failed with { Tasks = [new("Publish", 60, "stopped")] }),
            Does.StartWith("Release stopped in Publish: ")
        );

    [Test]
    public void A_failure_tells_task_message_and_log_and_nobody_can_be_called_by_it()
    {
        var payload = JObject.Parse(OutcomeText.Payload(Failed, NotifyFormat.Slack));
        var text = (string)payload["text"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(payload.Properties().Select(property => property.Name), Is.EqualTo(["text"]));
            Assert.That(
                text,
                Does.StartWith(
                    "*Release failed* in Publish: vllm 0.11.1, rocm-7.1-gfx942\n```a &lt; b &amp; '''&lt;!channel&gt;'''"
                )
            );
            Assert.That(
                text,
                Does.Contain("x ...```\nlog: /artifacts/logs/1.log on builder\nhttps://github.com/o/r/actions/runs/7\n")
            );
            Assert.That(text, Has.Length.LessThan(4000));
        }
    }

    [Test]
    public void For_programs_all_of_it_is_data()
    {
        var payload = JObject.Parse(OutcomeText.Payload(Done, NotifyFormat.Json));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)payload["schemaVersion"], Is.EqualTo(1));
            Assert.That((bool?)payload["isDone"], Is.True);
            Assert.That((string?)payload["published"]!["run"], Is.EqualTo("20251105T143000Z-9f3a1c"));
            Assert.That((string?)payload["indexUrl"], Is.EqualTo("https://host/simple/"));
            Assert.That((string?)payload["tasks"]![0]!["task"], Is.EqualTo("Build-Base-Wheels"));
            Assert.That((string?)payload["text"], Is.EqualTo(OutcomeText.Of(Done)));
        }
    }

    [Test]
    public void What_is_recorded_is_read_back()
    {
        var folder = Directory.CreateTempSubdirectory("outcome ").FullName;
        var path = Path.Join(folder, "outcome.json");
        try
        {
            Assert.That(() => ReleaseOutcome.Read(path), Throws.TypeOf<InputNotReadyException>());
            Failed.Write(path);
            Assert.That(ReleaseOutcome.Read(path).ToJson(), Is.EqualTo(Failed.ToJson()));
            File.WriteAllText(path, "{");
            Assert.That(() => ReleaseOutcome.Read(path), Throws.TypeOf<InputNotReadyException>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
