using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Reporting;

/// <summary>The plan of a set's rewriting, as lines for people.</summary>
public static class RewriteText
{
    /// <summary>Which wheels become which, and which pins change.</summary>
    /// <param name="plan">The plan.</param>
    public static string Of(WheelSetPlan plan) => plan.ToString()!;
}
