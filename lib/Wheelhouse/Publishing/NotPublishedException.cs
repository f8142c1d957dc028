using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Publishing;

/// <summary>An index does not have a version that something is to be done with.</summary>
/// <param name="project">The project.</param>
/// <param name="version">The version.</param>
/// <param name="versions">The versions that it has; null where it has no page of the project.</param>
/// <param name="location">The store's location.</param>
public sealed class NotPublishedException(
    ProjectName project,
    PythonVersion version,
    IReadOnlyList<PythonVersion>? versions,
    string location
)
    : WheelhouseException(
        $"{project} {version} is not published",
        location,
        versions is null ? $"The index has no project {project}; Status lists those it has."
            : versions.Count == 0 ? $"The index has no version of {project}."
            : $"The index has these versions of {project}: {string.Join(", ", versions)}."
    );
