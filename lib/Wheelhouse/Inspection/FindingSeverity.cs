namespace Wheelhouse.Inspection;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Fact,

    /// <summary>Installs, but some reader, index or machine may stumble.</summary>
    Warning,

    /// <summary>The wheel breaks a standard or its own promise.</summary>
    Error,
}
