using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Wheelhouse.Storage;

namespace Wheelhouse.IntegrationTests.Stores;

/// <summary>
/// What pip installs from a store, asked once for each state of what it reads there: the pages below the root and the files.
/// Its answer depends on nothing else, times aside.
/// </summary>
internal sealed class PipAnswers(S3Server server, Pip pip, TemporaryFolder run)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<string>>>> answers = new();

    /// <summary>How often pip was run.</summary>
    public int Runs => answers.Count;

    /// <summary>What pip installs, such as <c>torch-2.0</c>; the store must stay as it is meanwhile.</summary>
    /// <param name="location">The store.</param>
    /// <param name="contents">What users read there: <see cref="UsersView.ContentsAsync"/>.</param>
    /// <param name="root"><c>simple/</c> or <c>simple-json/</c>.</param>
    /// <param name="requirement">What to install.</param>
    public Task<IReadOnlyList<string>> InstallAsync(
        BucketLocation location,
        IEnumerable<KeyValuePair<string, string>> contents,
        string root,
        string requirement
    ) =>
        answers
            .GetOrAdd(
                $"{root} {requirement} {StateOf(contents, root)}",
                _ => new Lazy<Task<IReadOnlyList<string>>>(() => AskAsync(location, root, requirement))
            )
            .Value;

    private async Task<IReadOnlyList<string>> AskAsync(BucketLocation location, string root, string requirement)
    {
        var target = run.Folder($"{Guid.NewGuid():N}");
        var index = new Uri(location.PublicUrl(server.Settings), root);
        var (installed, _) = await pip.InstallAsync(target, index, [requirement]);
        Directory.Delete(target, recursive: true);
        return installed;
    }

    private static string StateOf(IEnumerable<KeyValuePair<string, string>> contents, string root)
    {
        var read = contents.Where(row =>
            row.Key.StartsWith("packages/", StringComparison.Ordinal)
            || (row.Key.StartsWith(root, StringComparison.Ordinal) && row.Key.EndsWith('/'))
        );
        var text = string.Join('\n', read.Select(row => $"{row.Key} {row.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
