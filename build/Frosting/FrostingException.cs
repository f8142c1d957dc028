using System.Diagnostics.CodeAnalysis;

namespace Cake.Frosting;

/// <summary>A host that cannot run: a missing folder, a task that is none, a tool that cannot be installed.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Public, as in Cake.Frosting.")]
public sealed class FrostingException : Exception
{
    /// <summary>An error with no other underneath.</summary>
    /// <param name="message">What is wrong.</param>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>An error that another one caused.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The error underneath.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
