namespace Wheelhouse.Build.Tests;

/// <summary>What the sample tasks fail with.</summary>
public sealed class SampleException() : WheelhouseException("the wheel is bent", "bent.whl", "straighten it");
