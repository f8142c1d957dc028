using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs once, after the last task, also when one failed.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs once, after the last task, also when one failed.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What Cake knows at that moment.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
