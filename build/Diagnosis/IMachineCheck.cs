namespace Wheelhouse.Build.Diagnosis;

/// <summary>One look at the machine; it changes nothing, but for a store's probe.</summary>
public interface IMachineCheck
{
    /// <summary>Looks.</summary>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation);
}
