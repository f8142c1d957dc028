using System.Globalization;
using System.Text;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>A small good wheel; tests add to it, or spoil its members before they are written.</summary>
internal sealed class TestWheel(string name, string version, string tag = "py3-none-any")
{
    private readonly List<RawMember> members = [];
    private readonly List<RawMember> distInfo = [];
    private string? metadata;
    private string requires = "";

    public string FileName => $"{name}-{version}-{tag}.whl";

    public string DistInfo { get; init; } = $"{name}-{version}.dist-info";

    /// <summary>The rows of the RECORD; null writes one row for each member.</summary>
    public string? Record { get; init; }

    /// <summary>The text of WHEEL; null writes a good one.</summary>
    public string? WheelFields { get; init; }

    /// <summary>A wheel of one module, as most tests need no more.</summary>
    public static TestWheel Of(string name, string version, params ReadOnlySpan<string> requires)
    {
        var wheel = new TestWheel(name, version).Add($"{name}/__init__.py", $"# the module {name}\n");
        foreach (var requirement in requires)
        {
            wheel.Requires(requirement);
        }

        return wheel;
    }

    public TestWheel Requires(string requirement)
    {
        requires += $"Requires-Dist: {requirement}\n";
        return this;
    }

    public TestWheel Metadata(string text)
    {
        metadata = text;
        return this;
    }

    public TestWheel Add(string path, string content) => Add(new RawMember(path, content));

    public TestWheel Add(RawMember member)
    {
        members.Add(member);
        return this;
    }

    public TestWheel AddDistInfo(string path, string content)
    {
        distInfo.Add(new RawMember($"{DistInfo}/{path}", content));
        return this;
    }

    /// <summary>All members in the order that wheel builders write them.</summary>
    public List<RawMember> Members()
    {
        var text = metadata ?? $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{requires}\nThe body.\n";
        List<RawMember> before =
        [
            .. members,
            .. distInfo,
            new RawMember($"{DistInfo}/METADATA", text),
            new RawMember(
                $"{DistInfo}/WHEEL",
                WheelFields ?? $"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n"
            ),
        ];
        var record = Record ?? string.Concat(before.Select(Row)) + $"{DistInfo}/RECORD,,\n";
        return [.. before, new RawMember($"{DistInfo}/RECORD", record)];
    }

    public string Write(string folder) => Write(folder, new RawZip().ToBytes(Members()));

    public string Write(string folder, byte[] bytes)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Writes the wheel with one member, found by the end of its name, replaced.</summary>
    public string WriteWith(string folder, string ending, Func<RawMember, RawMember> change, RawZip? zip = null) =>
        Write(
            folder,
            (zip ?? new RawZip()).ToBytes([
                .. Members()
                    .Select(member => member.Name.EndsWith(ending, StringComparison.Ordinal) ? change(member) : member),
            ])
        );

    private static string Row(RawMember member)
    {
        if (member.Name.EndsWith('/'))
        {
            return "";
        }

        var path = member.Name.Contains(',', StringComparison.Ordinal) ? $"\"{member.Name}\"" : member.Name;
        var size = member.Content.Length.ToString(CultureInfo.InvariantCulture);
        return $"{path},{RecordFile.HashOf(member.Content)},{size}\n";
    }
}
