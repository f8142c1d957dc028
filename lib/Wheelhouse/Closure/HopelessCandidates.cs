namespace Wheelhouse.Closure;

/// <summary>
/// The candidates that cannot be installed whatever else is chosen: something they always require is not there, or only in
/// candidates of this kind.
/// </summary>
internal static class HopelessCandidates
{
    /// <summary>Finds them in time linear in what the candidates require: each loss is carried to those who relied on it.</summary>
    internal static HashSet<Candidate> In(CandidatePool pool)
    {
        var hopeless = new HashSet<Candidate>();
        var pending = new Queue<Candidate>();
        var left = new Dictionary<Dependency, int>();
        var relying = new Dictionary<Candidate, List<Dependency>>();
        foreach (
            var dependency in pool
                .Projects.SelectMany(project => project.Candidates)
                .SelectMany(candidate => candidate.Dependencies)
        )
        {
            if (dependency.Unmet is { } unmet)
            {
                // A URL is fetched from elsewhere: a fault of the set, yet no bar to installing.
                if (unmet.Kind != ClosureProblemKind.UrlRequirement)
                {
                    Give(up: dependency.Requirer!);
                }

                continue;
            }

            var meeting = dependency
                .Target!.Candidates.Where(candidate => dependency.IsMetBy(candidate.Index))
                .ToList();
            left.Add(dependency, meeting.Count);
            foreach (var candidate in meeting)
            {
                if (!relying.TryGetValue(candidate, out var dependencies))
                {
                    relying.Add(candidate, dependencies = []);
                }

                dependencies.Add(dependency);
            }
        }

        while (pending.TryDequeue(out var lost))
        {
            foreach (var dependency in relying.GetValueOrDefault(lost, []))
            {
                if (--left[dependency] == 0)
                {
                    Give(up: dependency.Requirer!);
                }
            }
        }

        return hopeless;

        void Give(Candidate up)
        {
            if (hopeless.Add(up))
            {
                pending.Enqueue(up);
            }
        }
    }
}
