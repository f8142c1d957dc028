using Wheelhouse.Requirements;

namespace Wheelhouse.Closure;

/// <summary>How a requirement came about: a root's requirement first, then what each project of the chain requires of the next.</summary>
/// <param name="last">The requirement that the chain is about.</param>
/// <param name="via">The chain to the project that requires it; null for a root.</param>
public sealed class RequirementChain(Requirement last, RequirementChain? via = null)
{
    /// <summary>The requirement that the chain is about.</summary>
    public Requirement Last { get; } = last;

    /// <summary>The chain to the project that requires it; null for a root.</summary>
    public RequirementChain? Via { get; } = via;

    /// <summary>The requirements from the root's to <see cref="Last"/>.</summary>
    /// <remarks>Built on demand: chains share their beginnings, and a set has one for each of its wheels.</remarks>
    public IReadOnlyList<Requirement> Links
    {
        get
        {
            var links = new List<Requirement>();
            for (var chain = this; chain is not null; chain = chain.Via)
            {
                links.Add(chain.Last);
            }

            links.Reverse();
            return links;
        }
    }

    /// <summary>Projects and extras between arrows, with the versions or the URL that the last asks for: <c>vllm -> transformers[torch] -> tokenizers>=0.21</c>.</summary>
    public override string ToString()
    {
        var last = Last.Url is null ? Last.Specifiers.ToString() : $" @ {Last.Url}";
        return string.Join(" -> ", Links.Select(Project)) + last;
    }

    private static string Project(Requirement requirement) =>
        requirement.Extras.Count == 0
            ? requirement.Name
            : $"{requirement.Name}[{string.Join(',', requirement.Extras)}]";
}
