namespace Wheelhouse.IntegrationTests;

/// <summary>
/// What a run keeps for the next one, the environments whose pip installs, is kept for the next test too: putting pip into an
/// environment takes seconds.
/// </summary>
[SetUpFixture]
internal sealed class SharedEnvironments
{
    private const string Option = "--artifacts=";

    private static readonly Lazy<TemporaryFolder> Folder = new(() => new TemporaryFolder());

    /// <summary>Gives them to a run that writes its artifacts somewhere.</summary>
    /// <param name="arguments">The run's arguments.</param>
    public static void GiveTo(IEnumerable<string> arguments)
    {
        var given = arguments.FirstOrDefault(argument => argument.StartsWith(Option, StringComparison.Ordinal));
        if (given is null)
        {
            return;
        }

        var artifacts = given[Option.Length..];
        var link = Path.Join(artifacts, "environments");
        if (Path.IsPathRooted(artifacts) && !Path.Exists(link))
        {
            Directory.CreateDirectory(artifacts);
            Directory.CreateSymbolicLink(link, Folder.Value.Path);
        }
    }

    [OneTimeTearDown]
    public void RemoveFolder()
    {
        if (Folder.IsValueCreated)
        {
            Folder.Value.Dispose();
        }
    }
}
