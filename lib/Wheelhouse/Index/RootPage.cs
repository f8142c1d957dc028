using Wheelhouse.Names;

namespace Wheelhouse.Index;

/// <summary>
/// The list of projects, by name. The JSON form is the truth; HTML, landing page and status are made from it.
/// See <see href="https://packaging.python.org/en/latest/specifications/simple-repository-api/">the simple repository API</see>.
/// </summary>
public sealed class RootPage
{
    private RootPage(IReadOnlyList<RootRow> rows, long generation, OwnKeys ownKeys)
    {
        Rows = rows;
        Projects = [.. rows.Select(row => row.Project)];
        Generation = generation;
        OwnKeys = ownKeys;
    }

    /// <summary>The projects, by name.</summary>
    public IReadOnlyList<RootProject> Projects { get; }

    /// <summary>How often the page has changed, the first time included; it only grows.</summary>
    public long Generation { get; }

    /// <summary>The index's own keys of this page.</summary>
    public OwnKeys OwnKeys { get; }

    /// <summary>The projects, by name, and how they were written where the page was read.</summary>
    internal IReadOnlyList<RootRow> Rows { get; }

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
            : new RootPage(
                [.. sorted.Select(project => new RootRow(project, default))],
                generation,
                ownKeys ?? OwnKeys.None
            );
    }

    /// <summary>
    /// This list with the projects of another and their newer versions, one generation later; this list itself when it knows
    /// them all. No project is lost and no version goes back.
    /// </summary>
    public RootPage Merge(RootPage additions)
    {
        var merged = new List<RootRow>(Rows.Count + additions.Rows.Count);
        var (changed, next) = (false, 0);
        foreach (var addition in additions.Rows)
        {
            for (; next < Rows.Count && Rows[next].Project.Name.CompareTo(addition.Project.Name) < 0; next++)
            {
                merged.Add(Rows[next]);
            }

            if (next == Rows.Count || Rows[next].Project.Name != addition.Project.Name)
            {
                merged.Add(addition);
                changed = true;
                continue;
            }

            var known = Rows[next++];
            var project = known.Project.Merge(addition.Project);
            var isKnown = ReferenceEquals(project, known.Project);
            merged.Add(isKnown ? known : new RootRow(project, default));
            changed |= !isKnown;
        }

        merged.AddRange(Rows.Skip(next));
        return changed ? new RootPage(merged, Generation + 1, OwnKeys) : this;
    }

    /// <summary>The list of rows that were read; null where they are not in order, each once.</summary>
    internal static RootPage? OfRows(IReadOnlyList<RootRow> rows, long generation, OwnKeys ownKeys)
    {
        for (var at = 1; at < rows.Count; at++)
        {
            if (rows[at - 1].Project.Name.CompareTo(rows[at].Project.Name) >= 0)
            {
                return null;
            }
        }

        return new RootPage(rows, generation, ownKeys);
    }

    internal RootProject? Find(ProjectName name) => Projects.FirstOrDefault(project => project.Name == name);
}
