namespace Cake.Frosting;

/// <summary>Gives a task the name it is called by; without it, the name of its class.</summary>
/// <param name="name">The name, compared without regard to case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The task's name.</summary>
    public string Name { get; } = name;
}
