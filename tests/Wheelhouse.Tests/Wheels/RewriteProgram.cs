using System.Globalization;
using Wheelhouse.Files;
using Wheelhouse.Wheels;

namespace Wheelhouse.Tests.Wheels;

/// <summary>A rewrite as a process of its own, so that tests can kill it: <c>dotnet Wheelhouse.Tests.dll WHEELS OUTPUT COUNT</c>.</summary>
public static class RewriteProgram
{
    /// <summary>Rewrites the wheels of a folder into <c>OUTPUT/0</c>, <c>OUTPUT/1</c> and so on; folders that are there are replaced.</summary>
    public static async Task<int> Main(string[] args)
    {
        var plan = PlanOf(args[0]);
        for (var i = 0; i < int.Parse(args[2], CultureInfo.InvariantCulture); i++)
        {
            await RewriteAsync(plan, Path.Combine(args[1], i.ToString(CultureInfo.InvariantCulture)));
        }

        return 0;
    }

    internal static WheelSetPlan PlanOf(string wheels) =>
        WheelSetRewriter.Plan(
            [.. Directory.EnumerateFiles(wheels, "*.whl").Order(StringComparer.Ordinal).Select(WheelFile.Read)],
            VersionPolicy.Release
        );

    internal static async Task RewriteAsync(WheelSetPlan plan, string output)
    {
        if (!Directory.Exists(output))
        {
            await WheelSetRewriter.ApplyAsync(plan, output, CancellationToken.None);
            return;
        }

        using var staged = StagedFolder.Create(output);
        await WheelSetRewriter.ApplyAsync(plan, staged.Path, CancellationToken.None);
        staged.Commit();
    }
}
