namespace Cake.Frosting.Engine;

/// <summary>A value of Cake's configuration that the host itself gives.</summary>
/// <param name="Key">The key, compared without regard to case.</param>
/// <param name="Value">The value.</param>
internal sealed record CakeSetting(string Key, string Value);
