using Wheelhouse.Names;

namespace Wheelhouse.Index;

/// <summary>
/// The list of projects, by name. The JSON form is the truth; HTML, landing page and status are made from it.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/">the simple repository API</see>.
/// </summary>
public sealed class RootPage
{
    private RootPage(IReadOnlyList<RootProject> projects, long generation)
    {
        Projects = projects;
        Generation = generation;
    }

    /// <summary>The projects, by name.</summary>
    public IReadOnlyList<RootProject> Projects { get; }

    /// <summary>How often the page has changed, the first time included; it only grows.</summary>
    public long Generation { get; }

    /// <summary>The index's own keys of this page.</summary>
    public OwnKeys OwnKeys { get; private init; } = OwnKeys.None;

    /// <summary>Makes a list of projects in any order.</summary>
    /// <param name="projects">The projects, each once.</param>
    /// <param name="generation">1 for a page that is not published yet.</param>
    /// <param name="ownKeys">The index's own keys.</param>
    /// <exception cref="InvalidIndexPageException">A project is there twice.</exception>
    public static RootPage Create(IEnumerable<RootProject> projects, long generation = 1, OwnKeys? ownKeys = null)
    {
        IReadOnlyList<RootProject> sorted = [.. projects.OrderBy(project => project.Name)];
        List<string> problems =
        [
            .. sorted
                .CountBy(project => project.Name)
                .Where(row => row.Value > 1)
                .Select(row => $"{row.Key} is there {row.Value} times"),
        ];
        return problems.Count > 0
            ? throw new InvalidIndexPageException(problems, "list of projects")
            : new RootPage(sorted, generation) { OwnKeys = ownKeys ?? OwnKeys.None };
    }

    /// <summary>
    /// This list with the projects of another and their newer versions, one generation later; this list itself when it knows
    /// them all. No project is lost and no version goes back.
    /// </summary>
    public RootPage Merge(RootPage additions)
    {
        var merged = Projects.ToDictionary(project => project.Name);
        var changed = false;
        foreach (var project in additions.Projects)
        {
            var next = merged.TryGetValue(project.Name, out var known) ? known.Merge(project) : project;
            changed |= !ReferenceEquals(next, known);
            merged[project.Name] = next;
        }

        return changed ? Create(merged.Values, Generation + 1, OwnKeys) : this;
    }

    internal RootProject? Find(ProjectName name) => Projects.FirstOrDefault(project => project.Name == name);
}
