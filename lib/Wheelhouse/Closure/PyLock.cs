using System.Globalization;
using System.Text;
using Wheelhouse.Names;
using Wheelhouse.Wheels;

namespace Wheelhouse.Closure;

/// <summary>
/// A <c>pylock.toml</c> of what an installation takes in one environment, so that it can be repeated without resolving.
/// See <see href="https://packaging.python.org/en/latest/specifications/pylock-toml/">the standard</see> (PEP 751).
/// </summary>
public static class PyLock
{
    /// <summary>The name of the file; others must be <c>pylock.NAME.toml</c> with no dot in the name.</summary>
    public const string FileName = "pylock.toml";

    /// <summary>The file as UTF-8; the same bytes for the same closure. Keys stand in the standard's order, packages by name.</summary>
    /// <param name="closure">What the installation takes; it must be closed.</param>
    /// <param name="sha256">The hash of each wheel, lower-case hexadecimal.</param>
    /// <param name="index">The index that has the wheels, for auditors; null where they are named by path.</param>
    /// <param name="locate">The URL of a wheel, or its path from the folder of the lock file.</param>
    /// <exception cref="ArgumentException">The closure has problems, so that the file would install only a part.</exception>
    public static byte[] Render(
        EnvironmentClosure closure,
        IReadOnlyDictionary<WheelFileName, string> sha256,
        Uri? index,
        Func<WheelFileName, string> locate
    )
    {
        if (!closure.IsClosed)
        {
            throw new ArgumentException("The closure has problems", nameof(closure));
        }

        var markers = closure.Environment.Markers;
        string[] variables = ["implementation_name", "platform_machine", "sys_platform"];
        var environment = string.Join(" and ", variables.Select(name => $"{name} == '{markers[name]}'"));
        var text = new StringBuilder();
        Write(text, "lock-version", "1.0");
        text.Append(CultureInfo.InvariantCulture, $"environments = [{Quote(environment)}]\n");
        Write(text, "requires-python", $"=={markers["python_version"]}.*");
        Write(text, "created-by", "wheelhouse");
        var dependencies = DependenciesOf(closure);
        foreach (var wheel in closure.Needed.Select(needed => needed.Wheel).OrderBy(wheel => wheel.FileName.Project))
        {
            var file = wheel.FileName;
            text.Append("\n[[packages]]\n");
            Write(text, "name", file.Project.Value);
            Write(text, "version", file.Version.ToString());
            Write(text, "requires-python", wheel.Metadata.RequiresPython?.ToString());
            WriteRows(text, "dependencies", dependencies[file.Project].Select(name => $"name = {Quote(name.Value)}"));
            Write(text, "index", index?.AbsoluteUri);
            var located = locate(file);
            var place = $"{(located.Contains("://", StringComparison.Ordinal) ? "url" : "path")} = {Quote(located)}";
            var size = wheel.Size.ToString(CultureInfo.InvariantCulture);
            var hashes = $"hashes = {{sha256 = {Quote(sha256[file])}}}";
            WriteRows(text, "wheels", [$"name = {Quote(file.ToString())}, {place}, size = {size}, {hashes}"]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The audit says who requires a wheel; the file says what a package requires. An extra of its own is no dependency.
    private static ILookup<ProjectName, ProjectName> DependenciesOf(EnvironmentClosure closure) =>
        closure
            .Needed.SelectMany(needed =>
                needed.RequiredBy.Select(by => (By: by.Wheel?.FileName.Project, Needed: needed.Wheel.FileName.Project))
            )
            .Where(edge => edge.By is not null && edge.By != edge.Needed)
            .Distinct()
            .OrderBy(edge => edge.Needed)
            .ToLookup(edge => edge.By!, edge => edge.Needed);

    private static void Write(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key} = {Quote(value)}\n");
        }
    }

    private static void WriteRows(StringBuilder text, string key, IEnumerable<string> rows)
    {
        var lines = rows.Select(row => $"    {{{row}}},\n").ToList();
        if (lines.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key} = [\n{string.Concat(lines)}]\n");
        }
    }

    // A basic string of TOML 1.0.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ =
                character is '"' or '\\' ? quoted.Append('\\').Append(character)
                : char.IsControl(character) ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}")
                : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }
}
