using Wheelhouse.Closure;
using Wheelhouse.Requirements;

namespace Wheelhouse.Publishing;

/// <summary>A version cannot be installed from an index, whatever the machine.</summary>
/// <param name="wanted">The version.</param>
/// <param name="closure">Why not on the machine where the most of it would be installed.</param>
/// <param name="location">The index.</param>
public sealed class NotInstallableException(Requirement wanted, EnvironmentClosure closure, string location)
    : WheelhouseException(
        $"{wanted} does not install on any machine that its wheels are for; for {closure.Environment.Name}:\n"
            + string.Join('\n', closure.Problems.Select(problem => $"    {problem}")),
        location,
        "publish what is missing there, or take a version that is complete"
    );
