namespace Wheelhouse.Build.Collecting;

/// <summary>The closure holds projects that must not be in it.</summary>
/// <param name="chains">For each denied project, the chain that pulled it in.</param>
/// <param name="patterns">The patterns that deny them.</param>
public sealed class DeniedProjectsException(IReadOnlyList<string> chains, IReadOnlyList<string> patterns)
    : WheelhouseException(
        "the closure holds projects that are denied:\n" + string.Join('\n', chains.Select(chain => "    " + chain)),
        $"denied: {string.Join(", ", patterns)}",
        "such a chain usually starts at a wheel built for CUDA: give the ROCm build of it among --base-wheels,"
            + " or allow the name by leaving it out of --deny and of the recipe's \"denied\""
    );
