using Cake.Frosting;

namespace Wheelhouse.Build;

/// <summary>The pipeline's entry point.</summary>
public static class Program
{
    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 when all went well, 1 when a task failed, 2 when the command line was refused.</returns>
    public static int Main(string[] args) => CakeHost.Create().UseContext<BuildContext>().Run(args) == 0 ? 0 : 1;
}
