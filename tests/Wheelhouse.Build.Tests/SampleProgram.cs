namespace Wheelhouse.Build.Tests;

/// <summary>
/// The pipeline's own program started from this assembly, so that its tasks are the <see cref="SampleTasks"/>:
/// what a real process does is tested with tasks that fail, wait or write on purpose.
/// </summary>
public static class SampleProgram
{
    public static int Main(string[] args) => Program.Main(args);
}
