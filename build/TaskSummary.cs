using System.Reflection;
using Cake.Frosting;

namespace Wheelhouse.Build;

/// <summary>What a task says about itself.</summary>
/// <param name="Name">The name it is called by.</param>
/// <param name="Description">What it does, in one line.</param>
public sealed record TaskSummary(string Name, string Description)
{
    /// <summary>Reads a task's attributes.</summary>
    /// <param name="task">The task.</param>
    /// <returns>What they say.</returns>
    public static TaskSummary Of(IFrostingTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var type = task.GetType();
        return new TaskSummary(
            type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name,
            type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? ""
        );
    }
}
