using System.Globalization;
using Wheelhouse.Build.Releases.Recipes;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether this machine has AMD GPUs that programs of this user reach, and whether the recipe is for them. Builds need none.</summary>
/// <param name="recipe">The recipe; null when nothing is built.</param>
/// <param name="root">The folder that <c>dev</c>, <c>etc</c>, <c>proc</c> and <c>sys</c> lie in.</param>
public sealed class GpuCheck(Recipe? recipe, string root = "/") : IMachineCheck
{
    // https://docs.kernel.org/gpu/amdgpu/ and the kernel's kfd_topology: 90402 is gfx942, 90010 gfx90a, 0 a CPU.
    private const string Topology = "sys/class/kfd/kfd/topology/nodes";
    private static readonly string[] Groups = ["video", "render"];
    private static readonly string[] DevicePaths = ["dev/kfd", "dev/dri"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>(
            Path.Exists(At("dev/kfd")) ? [Devices(), MyGroups(), Architectures()] : [Devices()]
        );

    /// <summary>The name of an architecture by the kernel's number; null for a CPU.</summary>
    /// <param name="version">Major, minor and stepping, two decimal digits each from the right.</param>
    internal static string? Architecture(long version) =>
        version == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"gfx{version / 10000}{version / 100 % 100:x}{version % 100:x}"
            );

    private CheckResult Devices()
    {
        string[] missing = [.. DevicePaths.Where(device => !Path.Exists(At(device))).Select(device => "/" + device)];
        return missing.Length == 0
            ? CheckResult.Ok("GPU devices", "/dev/kfd and /dev/dri")
            : CheckResult.Lacking(
                "GPU devices",
                false,
                $"{string.Join(" and ", missing)} not there: wheels can be built here, and not be tried on a GPU",
                "modprobe amdgpu (with AMD's driver installed), or try the wheels on a machine with GPUs"
            );
    }

    private CheckResult MyGroups()
    {
        var status = Lines("proc/self/status")
            .Select(line => line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var mine = status
            .Where(words => words is ["Groups:" or "Gid:", ..])
            .SelectMany(words => words.Skip(1))
            .ToHashSet();
        if (status.Any(words => words is ["Uid:", _, "0", ..]))
        {
            return CheckResult.Ok("GPU groups", "root needs none");
        }

        string[] missing =
        [
            .. Lines("etc/group")
                .Select(line => line.Split(':'))
                .Where(group => group.Length > 2 && Groups.Contains(group[0]) && !mine.Contains(group[2]))
                .Select(group => group[0]),
        ];
        return missing.Length == 0
            ? CheckResult.Ok("GPU groups", string.Join(" and ", Groups))
            : CheckResult.Lacking(
                "GPU groups",
                false,
                $"this user is not in {string.Join(" and ", missing)}",
                $"usermod --append --groups {string.Join(',', missing)} USER, then log in again"
            );
    }

    private CheckResult Architectures()
    {
        string[] here =
        [
            .. (Directory.Exists(At(Topology)) ? Directory.GetDirectories(At(Topology)) : [])
                .SelectMany(node => Lines(Path.Join(Topology, Path.GetFileName(node), "properties")))
                .Select(line => line.Split(' '))
                .Where(words => words is ["gfx_target_version", _])
                .Select(words => Architecture(long.Parse(words[1], CultureInfo.InvariantCulture)))
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var what = here.Length == 0 ? "none is known to the kernel" : string.Join(", ", here);
        var targets = recipe?.RocmArchitectures.Select(architecture => architecture.Split(':')[0]).ToList();
        return here.Length == 0 || (targets is not null && !here.All(targets.Contains))
            ? CheckResult.Lacking(
                "GPU architectures",
                false,
                what + (targets is null ? "" : $"; the recipe builds for {string.Join(", ", targets)}"),
                here.Length == 0 ? "rocminfo says what the driver lacks" : $"--rocm-arch=\"{string.Join(';', here)}\""
            )
            : CheckResult.Ok("GPU architectures", what);
    }

    private string At(string path) => Path.Join(root, path);

    private string[] Lines(string path) => File.Exists(At(path)) ? File.ReadAllLines(At(path)) : [];
}
