namespace Wheelhouse.Build.Verification;

/// <summary>The devices of a machine's GPUs.</summary>
/// <param name="Paths">The devices, such as <c>/dev/kfd</c>; a folder stands for all in it.</param>
public sealed record GpuDevices(IReadOnlyList<string> Paths)
{
    /// <summary>The devices of all GPUs, as <see cref="Parse"/> reads them.</summary>
    public const string Default = "/dev/kfd;/dev/dri";

    private static readonly string[] GroupNames = ["video", "render"];

    /// <summary>Reads devices.</summary>
    /// <param name="text">Paths, joined by semicolons.</param>
    /// <exception cref="FormatException">One is no device.</exception>
    public static GpuDevices Parse(string text)
    {
        string[] paths = text.Split(';');
        return Array.TrueForAll(
            paths,
            path => path.StartsWith("/dev/", StringComparison.Ordinal) && !path.Contains(':')
        )
            ? new GpuDevices(paths)
            : throw new FormatException("devices are paths below /dev, joined by semicolons");
    }

    /// <summary>The groups that may use them. Devices belong to numbers, which an image may know by other names or none.</summary>
    /// <param name="groups">The lines of this machine's <c>/etc/group</c>.</param>
    public static IReadOnlyList<string> Groups(IEnumerable<string> groups)
    {
        var numbers = groups
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 2)
            .ToLookup(fields => fields[0], fields => fields[2]);
        return [.. GroupNames.Select(name => numbers[name].FirstOrDefault(name))];
    }

    /// <summary>Their paths.</summary>
    public override string ToString() => string.Join(';', Paths);
}
