using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Tests.Collecting;

public sealed class LinkedUrls
{
    [TestCase("https://user:password@host/numpy-2.0.2-py3-none-any.whl")]
    [TestCase("https://host/numpy-2.0.2-py3-none-any.whl?token=password")]
    public async Task A_secret_in_one_is_refused_before_anything_is_asked_for_or_published(string url)
    {
        var numpy = ProjectName.Parse("numpy");
        using var client = new HttpClient();
        var linked = new LinkedProjects([new RecipeLink(numpy, new Uri("https://host.invalid/simple/"))], client);
        var report = new PipReport([new PipReportItem(numpy, PythonVersion.Parse("2.0.2"), new Uri(url), null, [])]);
        var error = await Assert.ThrowsAsync<LinkNotFollowedException>(() => linked.FindAsync(report, default));
        Assert.That(error!.Message, Does.Contain("numpy 2.0.2: its URL holds a secret").And.Not.Contain("password"));
    }
}
