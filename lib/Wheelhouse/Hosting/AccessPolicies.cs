using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Wheelhouse.Publishing;
using Wheelhouse.Storage;

namespace Wheelhouse.Hosting;

/// <summary>The least that a store's publisher, its pruner and the runs of a repository need, as policies of AWS.</summary>
public static partial class AccessPolicies
{
    /// <summary>The name of the policy that says who may take a role.</summary>
    public const string GitHubTrust = "githubTrust";

    /// <summary>The policies by name: <c>publisher</c>, <c>pruner</c>, and <see cref="GitHubTrust"/> where a repository is named.</summary>
    /// <param name="folder">The folder of the templates.</param>
    /// <param name="location">The store.</param>
    /// <param name="channel">The channel that is published to, and pruned.</param>
    /// <param name="repository">The repository whose runs may take the role, <c>OWNER/NAME</c>; null for none.</param>
    public static JObject Fill(string folder, BucketLocation location, Channel channel, string? repository)
    {
        var policies = new JObject { ["publisher"] = Read("publisher"), ["pruner"] = Read("pruner") };
        if (repository is not null)
        {
            policies[GitHubTrust] = Read("github-trust");
        }

        return policies;

        JObject Read(string name)
        {
            var template = JObject.Parse(File.ReadAllText(Path.Join(folder, $"{name}-policy.json")));
            foreach (var text in template.Descendants().OfType<JValue>().ToList())
            {
                text.Value = Placeholder().Replace((string)text!, ValueOf);
            }

            return template;
        }

        // The number of the account is its owner's to fill in.
        string ValueOf(Match placeholder) =>
            placeholder.Value switch
            {
                "BUCKET" => location.Bucket,
                "PREFIX" => location.Prefix,
                "CHANNEL" => channel.Root,
                _ => repository!,
            };
    }

    // In one pass: a bucket's name may hold such a word.
    [GeneratedRegex("BUCKET|PREFIX|CHANNEL|REPOSITORY")]
    private static partial Regex Placeholder();
}
