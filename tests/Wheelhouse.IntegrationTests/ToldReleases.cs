using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;

namespace Wheelhouse.IntegrationTests;

/// <summary>Releases whose end a webhook is told of, as a user runs them; the address of the webhook shows nowhere.</summary>
public sealed class ToldReleases
{
    private const string Secret = "very-secret-webhook-token";

    [Test]
    public async Task What_became_of_a_release_is_told_and_its_end_stays_as_it_is()
    {
        using var run = new TemporaryFolder();
        SmallWheel.Write(run.Folder("wheels"), "thing", "1.0", "py3-none-any");
        using var receiver = new Receiver();
        var shown = new List<Pipeline.Finished>();

        var store = new Uri(run["store"]).AbsoluteUri;
        var plan = (await ReleaseAsync("--plan")).Succeeded();
        Assert.That(plan.Output, Does.Contain("would tell 127.0.0.1 (slack)"));
        (await ReleaseAsync("--dryrun")).Succeeded();
        Assert.That(receiver.Bodies, Is.Empty);

        (await ReleaseAsync()).Succeeded();
        Assert.That(
            (string?)receiver.Bodies.Single()["text"],
            Does.StartWith("*Release done*: thing 1.0\npublished to ")
        );

        (await ReleaseAsync("--verify-import=nonsense")).Failed();
        Assert.That(
            (string?)receiver.Bodies[1]["text"],
            Does.StartWith("*Release failed* in ").And.Contain("No module named")
        );

        (await RunAsync("--target=Notify", "--notify-format=json")).Succeeded();
        Assert.That((bool?)receiver.Bodies[2]["isDone"], Is.False);

        // As in a workflow, where each task is a call of its own and the last one verifies what an earlier one published.
        (await ReleaseAsync()).Succeeded();
        (await RunAsync("--target=Verify-Install", "--exclusive", "--root=thing", $"--store={store}")).Succeeded();
        (await RunAsync("--target=Notify", "--job-status=success")).Succeeded();

        // A job may fail without any task of it: before the first, or after one that was done.
        (await RunAsync("--target=Notify", "--job-status=failure")).Succeeded();
        File.Delete(Path.Combine(run["artifacts"], "outcome.json"));
        (await RunAsync("--target=Notify", "--job-status=failure")).Succeeded();
        Assert.That(
            receiver.Bodies.Skip(4).Select(body => ((string?)body["text"])!.Split('\n')[..2]),
            Is.EqualTo(
                new[]
                {
                    ["*Verify-Install done*: thing 1.0", $"nothing new: {store}, channel main, has everything already"],
                    ["*The job failed*", "```a step failed that is no task of the pipeline, after Verify-Install```"],
                    new[]
                    {
                        "*The job failed*",
                        "```a step failed that is no task of the pipeline, before the first of them```",
                    },
                }
            )
        );

        receiver.Status = 404;
        var untold = (await ReleaseAsync()).Succeeded();
        Assert.That(
            untold.Error,
            Does.Contain("WARNING: 127.0.0.1 was not told what became of the run: it answers 404")
        );
        (await RunAsync("--target=Notify")).Failed();
        Assert.That(shown.Select(finished => finished.Text), Is.All.Not.Contain(Secret));
        Assert.That(
            Directory
                .GetFiles(run["artifacts"], "*.json", SearchOption.AllDirectories)
                .Concat(Directory.GetFiles(run["artifacts"], "*.log", SearchOption.AllDirectories))
                .Select(File.ReadAllText),
            Is.Not.Empty.And.All.Not.Contain(Secret)
        );

        Task<Pipeline.Finished> ReleaseAsync(params string[] arguments) =>
            RunAsync([
                "--target=Release",
                "--no-index",
                "--gate=none",
                "--verbosity=diagnostic",
                $"--base-wheels={run["wheels"]}",
                "--root=thing",
                $"--store={store}",
                .. arguments,
            ]);

        async Task<Pipeline.Finished> RunAsync(params string[] arguments)
        {
            var finished = await Pipeline.RunAsync(
                [.. arguments, $"--artifacts={run["artifacts"]}"],
                new() { ["CAKE_WHEELHOUSE_NOTIFYURL"] = $"{receiver.Url}{Secret}" }
            );
            shown.Add(finished);
            return finished;
        }
    }

    /// <summary>Takes what is sent to it, on the loopback interface.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly Task answering;

        public Receiver()
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hooks/");
            }

            listener.Prefixes.Add($"{Url}");
            listener.Start();
            answering = AnswerAsync();
        }

        public Uri Url { get; }

        public int Status { get; set; } = 200;

        public List<JObject> Bodies { get; } = [];

        public void Dispose()
        {
            listener.Close();
            answering.Wait();
        }

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    var exchange = await listener.GetContextAsync();
                    using var body = new StreamReader(exchange.Request.InputStream);
                    Bodies.Add(JObject.Parse(await body.ReadToEndAsync()));
                    exchange.Response.StatusCode = Status;
                    exchange.Response.Close();
                }
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // Closed by the test.
            }
        }
    }
}
