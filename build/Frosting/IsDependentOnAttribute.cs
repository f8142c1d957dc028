using System.Diagnostics.CodeAnalysis;

namespace Cake.Frosting;

/// <summary>The task runs after another one.</summary>
/// <param name="type">The class of the task that runs first.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "The parameter and the property are named as in Cake.Frosting.")]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The class of the task that runs first.</summary>
    public Type Task { get; } = type;
}
