namespace Wheelhouse.Build.Artifacts;

/// <summary>A folder that an earlier task fills is missing, changed or out of date.</summary>
/// <param name="reason">What is wrong with it.</param>
/// <param name="folder">The folder.</param>
/// <param name="task">The task that fills it.</param>
/// <param name="cause">The error underneath, where there is one.</param>
public sealed class InputNotReadyException(string reason, string folder, string task, Exception? cause = null)
    : WheelhouseException(reason, folder, $"run --target={task} first", cause);
