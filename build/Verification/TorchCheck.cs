using Newtonsoft.Json.Linq;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Python;

namespace Wheelhouse.Build.Verification;

/// <summary>What an installed torch says of itself, and of each GPU that it sees after a kernel ran there.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Hip">The HIP that it is built for; null for a torch that is not for ROCm.</param>
/// <param name="Gpus">For each GPU its name and what it computed.</param>
public sealed record TorchCheck(string Version, string? Hip, IReadOnlyList<TorchGpu> Gpus)
{
    // Sums of whole numbers that a float holds exactly, one by a kernel of torch's own and one by the BLAS library.
    private const long Sum = 1047552;
    private const long Product = 262144;
    private const string Program = """
        import json, torch
        cuda = getattr(torch, "cuda", None)
        gpus = []
        for number in range(cuda.device_count() if cuda and cuda.is_available() else 0):
            place = "cuda:%d" % number
            numbers = torch.arange(1024, dtype=torch.float32, device=place)
            ones = torch.ones(64, 64, device=place)
            gpu = {"name": cuda.get_device_name(number), "sum": (numbers * 2).sum().item(), "product": (ones @ ones).sum().item()}
            cuda.synchronize(number)
            gpus.append(gpu)
        print(json.dumps({
            "version": str(getattr(torch, "__version__", "")),
            "hip": getattr(getattr(torch, "version", None), "hip", None),
            "gpus": gpus,
        }))
        """;

    /// <summary>Asks the torch of an environment.</summary>
    /// <param name="python">Runs interpreters.</param>
    /// <param name="environment">The environment's interpreter.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The answer; null where commands are only told.</returns>
    /// <exception cref="ToolFailedException">torch does not import, or a kernel fails.</exception>
    public static TorchCheck? Run(PythonRunner python, string environment, CancellationToken cancellation)
    {
        var result = python.RunProgram(environment, Program, cancellation);
        return result switch
        {
            { ExitCode: not 0 } => throw new ToolFailedException(
                "a kernel of torch",
                result.Command,
                result.ExitCode,
                result.Output,
                "the wheels install, and torch does not work on this machine's GPUs: see that it is built for them"
                    + " (--target=Inspect-Wheel lists the GPUs that a wheel has code for)"
            ),
            { StandardOutput: [.., var line] } => JObject.Parse(line).ToObject<TorchCheck>(),
            _ => null,
        };
    }

    /// <summary>Makes sure that it is for ROCm, and that each GPU computed what it should.</summary>
    /// <param name="where">The image.</param>
    /// <exception cref="TorchNotForRocmException">It is not, or one did not.</exception>
    public void Require(string where)
    {
        if (Hip is null)
        {
            throw new TorchNotForRocmException(
                $"torch {Version} is not built for ROCm: torch.version.hip is not set",
                where
            );
        }

        if (Gpus.FirstOrDefault(gpu => gpu.Sum != Sum || gpu.Product != Product) is { } wrong)
        {
            throw new TorchNotForRocmException(
                $"torch {Version} computes wrongly on {wrong.Name}: sums of {wrong.Sum} and {wrong.Product} in place of {Sum} and {Product}",
                where
            );
        }
    }
}
