using Cake.Core;

namespace Wheelhouse.Build.Tools.Python;

/// <summary>The process environment that every Python and pip of ours runs in.</summary>
/// <remarks>
/// What pip does must follow from our arguments alone: a `PIP_FIND_LINKS`, a user's `pip.conf` or a `PYTHONPATH`
/// of the machine would make a check pass here that fails for a user. `--isolated` alone does not reach the pip
/// that a source build starts, so the variables are taken away.
/// </remarks>
public static class PythonEnvironment
{
    private static readonly string[] Prefixes = ["PIP_", "PYTHON", "VIRTUAL_ENV", "__PYVENV"];

    // The store is served on the loopback interface, which no proxy reaches.
    private static readonly string[] Unproxied = ["127.0.0.1", "localhost"];

    /// <summary>Variables to set, or with null to take away, from the environment of this process.</summary>
    public static IReadOnlyDictionary<string, string?> Isolated(ICakeEnvironment environment)
    {
        var changes = environment
            .GetEnvironmentVariables()
            .Keys.Where(name => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(name => name, _ => (string?)null);
        changes["no_proxy"] = string.Join(',', Unproxied.Concat(Proxyless(environment)));
        changes["PIP_CONFIG_FILE"] = "/dev/null";
        changes["PIP_DISABLE_PIP_VERSION_CHECK"] = "1";
        changes["PIP_NO_INPUT"] = "1";
        return changes;
    }

    private static string[] Proxyless(ICakeEnvironment environment) =>
        (environment.GetEnvironmentVariable("no_proxy") ?? environment.GetEnvironmentVariable("NO_PROXY") ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries
        );
}
