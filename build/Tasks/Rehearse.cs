using Cake.Frosting;

namespace Wheelhouse.Build.Tasks;

/// <summary>A whole release with small stand-in wheels: no network, no Docker, no GPU.</summary>
[TaskName("Rehearse")]
[TaskDescription("A whole release with small stand-in wheels: no network, no Docker, no GPU, no bucket")]
[IsDependentOn(typeof(MakeStandIns))]
[IsDependentOn(typeof(Release))]
public sealed class Rehearse : FrostingTask<BuildContext>;
