namespace Wheelhouse.Build.Verification;

/// <summary>What was installed as torch is not torch for ROCm, or computes wrongly on a GPU.</summary>
/// <param name="what">What was found.</param>
/// <param name="where">The image.</param>
public sealed class TorchNotForRocmException(string what, string where)
    : WheelhouseException(
        what,
        where,
        "users of this index meet the same: publish a torch that is built for ROCm and for these GPUs, or roll back"
    );
