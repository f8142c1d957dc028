using Wheelhouse.Build.Building.Inputs;

namespace Wheelhouse.Build.Tests.Building;

public sealed class ImageRegistries
{
    private static readonly string Digest = $"sha256:{new string('7', 64)}";

    private const string Head = "HEAD /v2/rocm/dev/manifests/7.1";

    private RegistryServer server = null!;
    private HttpClient client = null!;

    [SetUp]
    public void Start()
    {
        server = new RegistryServer();
        client = new HttpClient();
    }

    [TearDown]
    public async Task Stop()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [TestCase("ubuntu", "docker.io/library/ubuntu")]
    [TestCase("ubuntu:22.04", "docker.io/library/ubuntu")]
    [TestCase("rocm/dev-ubuntu-22.04:7.1-complete", "docker.io/rocm/dev-ubuntu-22.04")]
    [TestCase("ghcr.io/rocm/dev:7.1", "ghcr.io/rocm/dev")]
    [TestCase("localhost/dev", "localhost/dev")]
    [TestCase("localhost:5000/dev:1", "localhost:5000/dev")]
    [TestCase("rocm/dev:7.1@sha256:0", "docker.io/rocm/dev")]
    public void An_image_is_of_a_repository(string image, string repository) =>
        Assert.That(ImageRegistry.RepositoryOf(image), Is.EqualTo(repository));

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_tag_stands_for_a_digest(bool wantsToken)
    {
        server.WantsToken = wantsToken;
        server.Digests["rocm/dev/manifests/7.1"] = Digest;
        Assert.That(await FindAsync("rocm/dev:7.1"), Is.EqualTo(Digest));
        Assert.That(
            server.Asked,
            Is.EqualTo(
                wantsToken ? new[] { Head, "GET /token?service=here&scope=repository%3Adev%3Apull", Head } : [Head]
            )
        );
    }

    [Test]
    public async Task Without_a_tag_it_is_the_latest()
    {
        server.Digests["dev/manifests/latest"] = Digest;
        Assert.That(await FindAsync("dev"), Is.EqualTo(Digest));
    }

    [Test]
    public void What_is_not_there_is_told() => Fails("rocm/dev:7.2", "HTTP 404");

    [TestCase("")]
    [TestCase("sha256:77")]
    [TestCase("latest")]
    public void An_answer_without_a_digest_is_none(string digest)
    {
        server.Digests["dev/manifests/1"] = digest;
        Fails("dev:1", "it does not tell its Docker-Content-Digest");
    }

    [Test]
    public void An_image_that_is_not_for_everybody_is_told()
    {
        server.WantsToken = true;
        server.Token = "refused";
        server.Digests["dev/manifests/1"] = Digest;
        Fails("dev:1", "HTTP 401");
    }

    [Test]
    public void A_registry_that_does_not_answer_is_told() =>
        Assert.That(
            () => new ImageRegistry(client).DigestOfAsync("127.0.0.1:1/dev:1", CancellationToken.None),
            Throws
                .TypeOf<RegistryNotAnsweringException>()
                .With.Message.Contains("what 127.0.0.1:1/dev:1 stands for cannot be found out")
                .And.Message.Contains("name it in the recipe by its digest")
        );

    private Task<string> FindAsync(string image) =>
        new ImageRegistry(client).DigestOfAsync($"{server.Name}/{image}", CancellationToken.None);

    private void Fails(string image, string reason) =>
        Assert.That(
            () => FindAsync(image),
            Throws.TypeOf<RegistryNotAnsweringException>().With.Message.Contains(reason)
        );
}
