using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after each task, also when it failed.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task, also when it failed.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What Cake knows at that moment.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
