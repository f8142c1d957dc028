using Wheelhouse.Names;

namespace Wheelhouse.Publishing;

/// <summary>
/// Projects in the order in which their pages may be flipped: what is needed before what needs it, so that the visible set
/// is closed at every instant. Projects that need each other stand together, by name; before them all that any of them needs.
/// </summary>
/// <remarks>The strongly connected components of Tarjan's algorithm come out in just this order.</remarks>
internal sealed class DependencyOrder
{
    private readonly IReadOnlyDictionary<ProjectName, IReadOnlySet<ProjectName>> needs;
    private readonly Dictionary<ProjectName, int> found = [];
    private readonly Dictionary<ProjectName, int> earliest = [];
    private readonly Stack<ProjectName> open = new();
    private readonly HashSet<ProjectName> isOpen = [];
    private readonly List<ProjectName> order = [];
    private readonly List<List<ProjectName>> waves = [];
    private readonly Dictionary<ProjectName, int> done = [];

    private DependencyOrder(IReadOnlyDictionary<ProjectName, IReadOnlySet<ProjectName>> needs) => this.needs = needs;

    /// <summary>The order of all projects that have an entry.</summary>
    /// <param name="needs">What each project needs; names without an entry of their own are passed over.</param>
    public static IReadOnlyList<ProjectName> Of(IReadOnlyDictionary<ProjectName, IReadOnlySet<ProjectName>> needs) =>
        Walk(needs).order;

    /// <summary>The same in groups, whose projects may be flipped at once: what they need is in the groups before.</summary>
    /// <param name="needs">As for <see cref="Of"/>. Of projects that need each other each stands in a group of its own.</param>
    public static IReadOnlyList<IReadOnlyList<ProjectName>> WavesOf(
        IReadOnlyDictionary<ProjectName, IReadOnlySet<ProjectName>> needs
    ) => [.. Walk(needs).waves.Select(wave => wave.Order().ToList())];

    private static DependencyOrder Walk(IReadOnlyDictionary<ProjectName, IReadOnlySet<ProjectName>> needs)
    {
        var run = new DependencyOrder(needs);
        foreach (var project in needs.Keys.Order())
        {
            if (!run.found.ContainsKey(project))
            {
                run.Visit(project);
            }
        }

        return run;
    }

    private void Visit(ProjectName project)
    {
        found[project] = earliest[project] = found.Count;
        open.Push(project);
        isOpen.Add(project);
        foreach (var needed in needs[project].Where(needs.ContainsKey).Order())
        {
            if (!found.TryGetValue(needed, out var index))
            {
                Visit(needed);
                earliest[project] = Math.Min(earliest[project], earliest[needed]);
            }
            else if (isOpen.Contains(needed))
            {
                earliest[project] = Math.Min(earliest[project], index);
            }
        }

        if (earliest[project] == found[project])
        {
            Add([.. CloseUpTo(project).Order()]);
        }
    }

    // A project is done when all that stand together with it are.
    private void Add(List<ProjectName> together)
    {
        order.AddRange(together);
        var wave = together
            .SelectMany(project => needs[project])
            .Select(needed => done.GetValueOrDefault(needed))
            .Append(0)
            .Max();
        foreach (var project in together)
        {
            if (wave == waves.Count)
            {
                waves.Add([]);
            }

            waves[wave++].Add(project);
        }

        foreach (var project in together)
        {
            done[project] = wave;
        }
    }

    private List<ProjectName> CloseUpTo(ProjectName project)
    {
        var together = new List<ProjectName>();
        ProjectName last;
        do
        {
            last = open.Pop();
            isOpen.Remove(last);
            together.Add(last);
        } while (last != project);

        return together;
    }
}
