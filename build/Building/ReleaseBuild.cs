using Wheelhouse.Build.Rehearsal;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Building;

/// <summary>A release that is built here: from which checkout, and how.</summary>
/// <param name="Checkout">The folder of vLLM's repository.</param>
/// <param name="Version">The version that its tag names.</param>
/// <param name="BaseImage">The image that the base wheels are built on.</param>
/// <param name="Base">Makes the base wheels.</param>
/// <param name="Vllm">Makes the vLLM wheel.</param>
/// <param name="BaseWheels">The folder below the checkout that the second build takes the base wheels from.</param>
public sealed record ReleaseBuild(
    string Checkout,
    PythonVersion Version,
    string BaseImage,
    ImageBuild Base,
    ImageBuild Vllm,
    string BaseWheels
)
{
    /// <summary>What a run is to build; null where it takes wheels that are there.</summary>
    /// <param name="context">The run.</param>
    public static ReleaseBuild? Of(BuildContext context) =>
        context.Options.Docker ? StandInRepository.Release(context.Artifacts.RehearsalRepository) : null;
}
