using System.Reflection;
using Cake.Frosting;

namespace Wheelhouse.Build;

/// <summary>What a task says about itself.</summary>
/// <param name="Name">The name it is called by.</param>
/// <param name="Description">What it does, in one line.</param>
/// <param name="After">The tasks that run before it, unless it runs alone.</param>
public sealed record TaskSummary(string Name, string Description, IReadOnlyList<string> After)
{
    /// <summary>Reads a task's attributes.</summary>
    /// <param name="task">The task's type.</param>
    /// <returns>What they say.</returns>
    public static TaskSummary Of(Type task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new TaskSummary(
            NameOf(task),
            task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "",
            [.. task.GetCustomAttributes<IsDependentOnAttribute>().Select(earlier => NameOf(earlier.Task))]
        );
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
}
