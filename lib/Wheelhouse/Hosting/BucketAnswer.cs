namespace Wheelhouse.Hosting;

/// <summary>What a service says of a setting.</summary>
/// <param name="Value">The setting; null where none is made.</param>
/// <param name="Refusal">What the service said where it does not know such a setting; else null.</param>
internal sealed record BucketAnswer<T>(T? Value, string? Refusal)
    where T : class;
