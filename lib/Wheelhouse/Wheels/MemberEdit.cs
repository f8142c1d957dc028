namespace Wheelhouse.Wheels;

/// <summary>What becomes of one member.</summary>
/// <param name="Source">The member as it is.</param>
/// <param name="Name">The name in the new wheel.</param>
/// <param name="Content">The new bytes, or null where the compressed bytes are copied.</param>
internal sealed record MemberEdit(WheelMember Source, string Name, ReadOnlyMemory<byte>? Content);
