namespace Wheelhouse.Build.Diagnosis;

/// <summary>What was chosen cannot run on this machine.</summary>
/// <param name="failing">The checks that failed.</param>
public sealed class MachineNotReadyException(IReadOnlyList<CheckResult> failing)
    : WheelhouseException(
        $"this machine is not ready: {string.Join(", ", failing.Select(result => result.Name))}",
        "the failing lines above",
        "each of them says what mends it"
    );
