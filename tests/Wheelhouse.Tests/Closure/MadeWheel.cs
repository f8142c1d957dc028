using System.Text;
using Wheelhouse.Requirements;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Closure;

/// <summary>Wheels that exist as names and metadata alone.</summary>
internal static class MadeWheel
{
    /// <summary>A wheel of the given name; where that is <c>name version</c> alone, one for any platform.</summary>
    internal static WheelFile Of(string name, params string[] requires) => Of(name, null, requires);

    internal static WheelFile For(string requiresPython, string name, params string[] requires) =>
        Of(name, requiresPython, requires);

    private static WheelFile Of(string name, string? requiresPython, string[] requires)
    {
        var fileName = WheelFileName.Parse(
            name.EndsWith(".whl", StringComparison.Ordinal) ? name : $"{name.Replace(' ', '-')}-py3-none-any.whl"
        );
        var metadata = new StringBuilder("Metadata-Version: 2.4\n")
            .Append($"Name: {fileName.NameText}\n")
            .Append($"Version: {fileName.Version}\n");
        if (requiresPython is not null)
        {
            _ = metadata.Append($"Requires-Python: {requiresPython}\n");
        }

        foreach (var extra in requires.SelectMany(ExtrasNamed).Distinct())
        {
            _ = metadata.Append($"Provides-Extra: {extra}\n");
        }

        foreach (var requirement in requires)
        {
            _ = metadata.Append($"Requires-Dist: {requirement}\n");
        }

        var bytes = Encoding.UTF8.GetBytes(metadata.ToString());
        return new($"/wheels/{fileName}", fileName, CoreMetadata.Parse(bytes, fileName.ToString()), bytes.Length);
    }

    /// <summary>The extras that a requirement's marker names are those that the wheel offers.</summary>
    private static IEnumerable<string> ExtrasNamed(string requirement) =>
        $"{Requirement.Parse(requirement).Marker}".Split("extra == \"").Skip(1).Select(rest => rest.Split('"')[0]);
}
