namespace Wheelhouse.Build.Building;

/// <summary>A signal stopped a build before its end.</summary>
/// <param name="build">What was being built.</param>
/// <param name="log">The file that has what docker printed until then.</param>
/// <param name="cause">How the run was told.</param>
public sealed class BuildStoppedException(ImageBuild build, string log, OperationCanceledException cause)
    : WheelhouseException(
        $"the build of {build.Target} was stopped by a signal",
        $"{build.Dockerfile}\n  log: {log}",
        "run the same command again: what the engine has of the steps that were done is not built again",
        cause
    );
