namespace Wheelhouse.Build.Arguments;

/// <summary>The folders that relative paths count from, all absolute.</summary>
/// <param name="Caller">
/// Where the user stands, or the folder given by <c>--working</c>: arguments and environment variables count from here.
/// </param>
/// <param name="Configuration">The folder whose <c>cake.config</c> is read; its paths count from there.</param>
/// <param name="Repository">The repository; built-in defaults count from here.</param>
public sealed record StartFolders(string Caller, string Configuration, string Repository)
{
    /// <summary>The folder that a relative path from that source counts from.</summary>
    /// <param name="source">Where the path came from.</param>
    /// <returns>An absolute path.</returns>
    public string For(OptionSource source) =>
        source switch
        {
            OptionSource.Argument or OptionSource.Environment => Caller,
            OptionSource.Configuration => Configuration,
            _ => Repository,
        };
}
