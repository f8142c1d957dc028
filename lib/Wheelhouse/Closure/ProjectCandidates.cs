using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>The wheels of one project, and which of their versions an environment could install.</summary>
internal sealed class ProjectCandidates
{
    internal ProjectCandidates(CandidatePool pool, ProjectName name, int number, IReadOnlyList<WheelFile> wheels)
    {
        Name = name;
        Number = number;
        Wheels = wheels;
        Candidates =
        [
            .. pool.BestOfEachVersion(wheels).Select((wheel, index) => new Candidate(pool, this, wheel, index)),
        ];
    }

    internal ProjectName Name { get; }

    /// <summary>Its place in tables of all projects.</summary>
    internal int Number { get; }

    /// <summary>All wheels of the set, also those that the environment cannot install.</summary>
    internal IReadOnlyList<WheelFile> Wheels { get; }

    /// <summary>The versions that the environment could install, newest first.</summary>
    internal IReadOnlyList<Candidate> Candidates { get; }
}
