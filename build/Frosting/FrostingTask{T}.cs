using System.Diagnostics.CodeAnalysis;
using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task. The host registers with Cake only what a task overrides.</summary>
/// <typeparam name="T">The build's context.</typeparam>
[SuppressMessage("Design", "CA1033", Justification = "The typed methods are the ones to override.")]
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the task's work; a task that only gathers others does not override it.</summary>
    /// <param name="context">The build's context.</param>
    public virtual void Run(T context) { }

    /// <summary>Whether there is work to do; when not overridden, there is.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>False to skip the task; a target that is skipped fails the build.</returns>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles the task's failure; once overridden, the failure counts as handled unless it is thrown again.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The build's context.</param>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Runs after the task's work, whether that failed or not.</summary>
    /// <param name="context">The build's context.</param>
    public virtual void Finally(T context) { }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
