using System.Diagnostics.CodeAnalysis;

namespace Cake.Frosting;

/// <summary>The task runs before another one, which need not know of it.</summary>
/// <param name="type">The class of the task that runs afterwards.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "The parameter and the property are named as in Cake.Frosting.")]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    /// <summary>The class of the task that runs afterwards.</summary>
    public Type Task { get; } = type;
}
