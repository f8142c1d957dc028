using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task as the host sees it. Tasks derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>.</summary>
public interface IFrostingTask
{
    /// <summary>Said when <see cref="ShouldRun"/> declines.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the task's work.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>The work under way.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether there is work to do.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>False to skip the task; a target that is skipped fails the build.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles the task's failure; once overridden, the failure counts as handled unless it is thrown again.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The build's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task's work, whether that failed or not.</summary>
    /// <param name="context">The build's context.</param>
    void Finally(ICakeContext context);
}
