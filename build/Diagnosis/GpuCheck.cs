using System.Globalization;
using System.Text.RegularExpressions;
using Wheelhouse.Build.Releases.Recipes;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Diagnosis;

/// <summary>Whether this machine has AMD GPUs that programs of this user reach, and whether the recipe is for them. Builds need none.</summary>
/// <param name="recipe">The recipe; null when nothing is built.</param>
/// <param name="rocminfo">What ROCm's own program prints; null where it is not there.</param>
/// <param name="root">The folder that <c>dev</c>, <c>etc</c>, <c>proc</c> and <c>sys</c> lie in.</param>
public sealed partial class GpuCheck(Recipe? recipe, Func<CancellationToken, ToolResult?> rocminfo, string root = "/")
    : IMachineCheck
{
    // https://docs.kernel.org/gpu/amdgpu/ and the kernel's kfd_topology: 90402 is gfx942, 90010 gfx90a, 0 a CPU.
    private const string Topology = "sys/class/kfd/kfd/topology/nodes";
    private static readonly string[] Groups = ["video", "render"];
    private static readonly string[] DevicePaths = ["dev/kfd", "dev/dri"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>(
            Path.Exists(At("dev/kfd")) ? [Devices(), MyGroups(), Architectures(cancellation)] : [Devices()]
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
        string[] missing = [.. DevicePaths.Where(device => !IsThere(At(device))).Select(device => "/" + device)];
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

    private CheckResult Architectures(CancellationToken cancellation)
    {
        const string Name = "GPU architectures";
        var kernel = Sorted(OfKernel());
        var answer = rocminfo(cancellation);
        if (answer is { ExitCode: not 0 })
        {
            return CheckResult.Lacking(
                Name,
                false,
                $"{Counted(kernel)} by the kernel; rocminfo fails: {answer.LastLine}",
                "rocminfo as this user, once it is in the groups of the line above"
            );
        }

        var runtime = answer is null ? null : Sorted(OfRuntime(answer.StandardOutput));
        if (runtime?.SequenceEqual(kernel) == false)
        {
            return CheckResult.Lacking(
                Name,
                false,
                $"{Counted(runtime)} by rocminfo, but {Counted(kernel)} by the kernel",
                "unset HSA_OVERRIDE_GFX_VERSION ROCR_VISIBLE_DEVICES, or see `dmesg | grep amdgpu`"
            );
        }

        var what =
            $"{Counted(kernel)}, by {(runtime is null ? "the kernel (rocminfo is not there)" : "rocminfo and the kernel")}";
        var targets = recipe?.RocmArchitectures.Select(architecture => architecture.Split(':')[0]).ToList();
        return kernel.Count == 0 || (targets is not null && !kernel.All(targets.Contains))
            ? CheckResult.Lacking(
                Name,
                false,
                what + (targets is null ? "" : $"; the recipe builds for {string.Join(", ", targets)}"),
                kernel.Count == 0
                    ? "`dmesg | grep amdgpu` says what the driver lacks"
                    : $"--rocm-arch=\"{string.Join(';', kernel.Distinct())}\""
            )
            : CheckResult.Ok(Name, what);
    }

    // One for each GPU, or each part of one that the driver shows as a GPU.
    private IEnumerable<string> OfKernel() =>
        (Directory.Exists(At(Topology)) ? Directory.GetDirectories(At(Topology)) : [])
            .SelectMany(node => Lines(Path.Join(Topology, Path.GetFileName(node), "properties")))
            .Select(line => line.Split(' '))
            .Where(words => words is ["gfx_target_version", _])
            .Select(words => Architecture(long.Parse(words[1], CultureInfo.InvariantCulture)))
            .OfType<string>();

    private static IEnumerable<string> OfRuntime(IEnumerable<string> lines) =>
        lines
            .Select(line => AgentName().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);

    private static List<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private static string Counted(List<string> names) =>
        names.Count == 0
            ? "none"
            : string.Join(", ", names.GroupBy(name => name).Select(group => $"{group.Count()} x {group.Key}"));

    // Agents of other kinds have the names of CPUs, instruction sets longer ones.
    [GeneratedRegex(@"^\s*Name:\s+(gfx[0-9a-f]+)\s*$")]
    private static partial Regex AgentName();

    private static bool IsThere(string device) =>
        Directory.Exists(device) ? Directory.EnumerateFileSystemEntries(device, "renderD*").Any() : Path.Exists(device);

    private string At(string path) => Path.Join(root, path);

    private string[] Lines(string path) => File.Exists(At(path)) ? File.ReadAllLines(At(path)) : [];
}
