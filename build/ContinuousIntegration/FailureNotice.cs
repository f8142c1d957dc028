namespace Wheelhouse.Build.ContinuousIntegration;

/// <summary>Tells the build server of a failure: what, where, and how to mend it.</summary>
public static class FailureNotice
{
    /// <summary>Shows it.</summary>
    /// <param name="server">The build server.</param>
    /// <param name="what">The task that failed, or what else did.</param>
    /// <param name="error">Why.</param>
    /// <param name="repository">The repository's folder: servers show the lines of a file that lies in it.</param>
    public static void Show(BuildServer server, string what, Exception error, string repository) =>
        server.ShowError(
            $"{what} failed",
            error.Message,
            error is WheelhouseException { Where: var where }
            && where.StartsWith(repository + "/", StringComparison.Ordinal)
            && File.Exists(where)
                ? Path.GetRelativePath(repository, where)
                : null
        );
}
