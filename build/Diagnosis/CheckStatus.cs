namespace Wheelhouse.Build.Diagnosis;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>It is as it should be.</summary>
    Ok,

    /// <summary>A run may do without.</summary>
    Warning,

    /// <summary>What was chosen cannot run here.</summary>
    Failing,
}
