using System.Text;
using Wheelhouse.Index;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;
using Wheelhouse.Tests.Publishing;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>A page of a real gateway that cannot be read, or is not the page: nothing is taken for absent.</summary>
public sealed class StoppedReads : FaultyBucket
{
    private const string Json = "application/vnd.pypi.simple.v1+json";
    private static readonly TemporaryFolder Run = new();
    private static readonly string[] Keys =
    [
        "simple-json/triton/index.json",
        "simple-json/triton/",
        "simple-json/index.json",
        "simple/triton/index.html",
        "simple/triton/",
        "simple/index.html",
        "index.html",
    ];

    private static readonly Dictionary<string, (Fault Fault, Type Error)> Answers = new()
    {
        ["403"] = (Fault.Answer(403, "AccessDenied"), typeof(StoreAccessDeniedException)),
        ["500"] = (Fault.Answer(500, "InternalError"), typeof(StoreOperationFailedException)),
        ["broken off"] = (Fault.HalfAnswer, typeof(StoreOperationFailedException)),
        ["cut short"] = (Cut, typeof(WheelhouseException)),
        ["another type"] = (Of(page => page with { ContentType = "text/plain" }), typeof(InvalidIndexPageException)),
        ["a page to sign in"] = (Of(_ => SignIn), typeof(WheelhouseException)),
        ["of its own type"] = (Of(page => SignIn with { ContentType = page.ContentType }), typeof(WheelhouseException)),
        ["nothing"] = (Of(page => page with { Body = [] }), typeof(WheelhouseException)),
        ["no files"] = (
            Of(page => page.ContentType == Json ? page with { Body = "{}"u8.ToArray() } : SignIn),
            typeof(WheelhouseException)
        ),
    };

    private static string first = "";
    private static string second = "";

    private static Fault.Page SignIn => new("text/html", Encoding.UTF8.GetBytes("<html><body>Sign in</body></html>\n"));

    // A proxy that keeps half of a page, and says that this is all.
    private static Fault Cut => Of(page => page with { Body = page.Body[..(page.Body.Length / 2)] });

    private static IEnumerable<TestCaseData> Reads =>
        from key in Keys
        from answer in Answers.Keys
        select new TestCaseData(key, answer);

    // Half of them: each page, each answer, now and then.
    private static IEnumerable<TestCaseData> ReadsLater => Reads.Where((_, number) => number % 2 == 0);

    [OneTimeSetUp]
    public static async Task BuildSites()
    {
        first = await SmallRelease.BuildAsync(SmallRelease.Write(Run["wheels 1"], "1.0"), Run["site 1"]);
        second = await SmallRelease.BuildAsync(SmallRelease.Write(Run["wheels 2"], "2.0"), Run["site 2"]);
    }

    [OneTimeTearDown]
    public static void RemoveSites() => Run.Dispose();

    [TestCaseSource(nameof(Reads))]
    public async Task The_publish_stops_and_changes_nothing(string key, string answer)
    {
        await SmallRelease.PublishAsync(Store, first);
        if (key.Contains("/triton/", StringComparison.Ordinal))
        {
            // Where the listing shows a project's pages as they should be, none of them is read.
            await Store.DeleteAsync("simple-json/triton/index.html", default);
        }

        var before = await Server.ETagsAsync(Location.Prefix);
        var (fault, expected) = Answers[answer];
        FailReads(key, fault);
        // A derived page is read where the truth has nothing new, which the same release again is.
        var site =
            key.Contains("json", StringComparison.Ordinal) && key.EndsWith("json", StringComparison.Ordinal)
                ? second
                : first;
        var error = await Assert.CatchAsync<WheelhouseException>(() => SmallRelease.PublishAsync(Store, site));
        Assert.That(error, Is.InstanceOf(expected), error!.Message);
        Assert.That($"{error.Message}", Does.Contain(key));
        Assert.That(await Server.ETagsAsync(Location.Prefix), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(ReadsLater))]
    public async Task In_the_middle_of_a_publish_it_stops_too_and_overwrites_nothing_of_that_page(
        string key,
        string answer
    )
    {
        await SmallRelease.PublishAsync(Store, first);
        var publisher = new Publisher(Store);
        var plan = await publisher.PlanAsync(second, default);
        var before = await Server.ETagsAsync(Location.Prefix);
        FailReads(key, Answers[answer].Fault);
        await Assert.CatchAsync<WheelhouseException>(() => publisher.ApplyAsync(plan, null, default));
        var after = await Server.ETagsAsync(Location.Prefix);
        Assert.That(after[key], Is.EqualTo(before[key]));
        Assert.That(after.Keys, Is.SupersetOf(before.Keys));
        var visible = await VisibleIndex.ReadAsync(Location.Open(Server.Settings));
        Assert.That(visible.Problems, Is.Empty);
        Assert.That(visible.Html, Has.Some.EqualTo("vllm-1.0-py3-none-any.whl"));
    }

    private static Fault Of(Func<Fault.Page, Fault.Page> change) => Fault.OtherPage(change);

    private void FailReads(string key, Fault fault)
    {
        var request = $"GET /{S3Server.Bucket}/{Location.Prefix}{key}";
        Proxy.Choose = asked => asked.Split('?')[0] == request ? fault : null;
    }
}
