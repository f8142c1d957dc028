using System.Reflection;

namespace Cake.Frosting.Engine;

/// <summary>What a task's class says about the task.</summary>
internal sealed class TaskDeclaration
{
    private readonly Type type;
    private readonly Type taskBase;

    private TaskDeclaration(IFrostingTask task)
    {
        Task = task;
        type = task.GetType();
        taskBase =
            Ancestors(type).FirstOrDefault(IsTaskBase)
            ?? throw new FrostingException(
                $"The task {type.FullName} derives neither from FrostingTask nor from AsyncFrostingTask."
            );
        Name = NameOf(type);
        Dependencies =
        [
            .. type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => NameOfTask(attribute.Task)),
        ];
        Dependees =
        [
            .. type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => NameOfTask(attribute.Task)),
        ];
    }

    public IFrostingTask Task { get; }

    public string Name { get; }

    public string? Description => type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public IReadOnlyList<string> Dependencies { get; }

    public IReadOnlyList<string> Dependees { get; }

    public Type ContextType => taskBase.GenericTypeArguments[0];

    public bool ContinuesOnError => type.GetCustomAttribute<ContinueOnErrorAttribute>() is not null;

    public bool OverridesRun =>
        Overrides(
            taskBase.GetGenericTypeDefinition() == typeof(FrostingTask<>)
                ? nameof(FrostingTask<>.Run)
                : nameof(AsyncFrostingTask<>.RunAsync)
        );

    public static TaskDeclaration Of(IFrostingTask task) => new(task);

    /// <summary>Whether the task's class, or one between it and the base, overrides the base's method of that name.</summary>
    public bool Overrides(string method)
    {
        var declared = taskBase.GetMethod(method)!;
        return type.GetMethod(method, [.. declared.GetParameters().Select(parameter => parameter.ParameterType)])
                is { } found
            && found.DeclaringType != taskBase
            && found.GetBaseDefinition() == declared;
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private string NameOfTask(Type other) =>
        other.IsAssignableTo(typeof(IFrostingTask))
            ? NameOf(other)
            : throw new FrostingException($"The task '{Name}' names {other.FullName} as a task, which is none.");

    private static bool IsTaskBase(Type candidate) =>
        candidate.IsConstructedGenericType
        && (
            candidate.GetGenericTypeDefinition() == typeof(FrostingTask<>)
            || candidate.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>)
        );

    private static IEnumerable<Type> Ancestors(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }
}
