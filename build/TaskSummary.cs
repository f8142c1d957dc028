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

    /// <summary>The tasks of a program, by name.</summary>
    /// <param name="program">Its assembly.</param>
    public static IReadOnlyList<TaskSummary> AllOf(Assembly program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return
        [
            .. program
                .GetExportedTypes()
                .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IFrostingTask)))
                .Select(Of)
                .OrderBy(task => task.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of a task and of all that run before it; none where there is no such task.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="tasks">The tasks there are.</param>
    public static IReadOnlySet<string> WithAllBefore(string name, IEnumerable<TaskSummary> tasks)
    {
        var known = tasks.ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>([name]);
        while (open.TryDequeue(out var next))
        {
            if (known.TryGetValue(next, out var task) && found.Add(next))
            {
                task.After.ToList().ForEach(open.Enqueue);
            }
        }

        return found;
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
}
