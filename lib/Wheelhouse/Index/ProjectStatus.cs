namespace Wheelhouse.Index;

/// <summary>
/// What a project's maintainers say of it: <c>active</c>, <c>archived</c>, <c>quarantined</c> or <c>deprecated</c>.
/// See <see href="https://peps.python.org/pep-0792/">PEP 792</see>.
/// </summary>
/// <param name="Status">The word of the standard.</param>
/// <param name="Reason">Why, for people; null where none is given.</param>
public sealed record ProjectStatus(string Status, string? Reason);
