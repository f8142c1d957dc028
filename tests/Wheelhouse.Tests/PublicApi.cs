using PublicApiGenerator;

namespace Wheelhouse.Tests;

/// <summary>What the library offers to other programs, as <c>lib/Wheelhouse/PublicAPI.txt</c> has it, so that no change of it goes unseen.</summary>
public sealed class PublicApi
{
    private const string Accept = "WHEELHOUSE_ACCEPT_API";

    [Test]
    public void The_library_offers_what_the_file_says()
    {
        var file = Examples.RepositoryFile("lib/Wheelhouse/PublicAPI.txt");
        var api =
            typeof(WheelhouseException)
                .Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
                .ReplaceLineEndings("\n")
                .TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(file, api);
        }

        var agreed = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.That(
            api == agreed,
            $"""
            The public API is not what {file} says; if it should change, run this test with {Accept}=1 and commit the file.
            gone: {Lines(agreed, api)}
            new: {Lines(api, agreed)}
            """
        );
    }

    private static string Lines(string one, string other) =>
        string.Join('\n', one.Split('\n').Except(other.Split('\n')).Take(20));
}
