namespace Wheelhouse.Wheels;

/// <summary>Core metadata that breaks its standard; all its faults are told at once.</summary>
public sealed class InvalidCoreMetadataException : WheelhouseException
{
    internal InvalidCoreMetadataException(string where, IReadOnlyList<string> problems)
        : base(
            $"core metadata is invalid: {string.Join("; ", problems)}",
            where,
            "build the wheel again with a current backend; installers refuse or misread such metadata"
        ) => Problems = problems;

    /// <summary>Each fault with its line.</summary>
    public IReadOnlyList<string> Problems { get; }
}
