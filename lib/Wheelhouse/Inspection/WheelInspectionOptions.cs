namespace Wheelhouse.Inspection;

/// <summary>How far a wheel is inspected, and which libraries from outside it may need.</summary>
public sealed record WheelInspectionOptions
{
    /// <summary>
    /// Whether every member is inflated and compared with its CRC and its row of <c>RECORD</c>; else only shared objects are
    /// read, and of the others names and sizes are compared.
    /// </summary>
    public bool IsFull { get; init; }

    /// <summary>Libraries that come with ROCm; <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string> RocmLibraries { get; init; } = KnownLibraries.Rocm;

    /// <summary>Libraries that other wheels bring, which the interpreter has loaded by then; <c>*</c> stands for any text.</summary>
    public IReadOnlyList<string> OtherWheelsLibraries { get; init; } = KnownLibraries.Torch;
}
