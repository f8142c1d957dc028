using System.Globalization;
using Newtonsoft.Json;
using Spectre.Console.Rendering;

namespace Wheelhouse.Build.Reporting;

/// <summary>What a step of a run took.</summary>
/// <param name="Step">The step.</param>
/// <param name="Time">How long it ran.</param>
/// <param name="Bytes">The size of what it made.</param>
/// <param name="Cache">Whether it was built, or taken from what was built before.</param>
public sealed record StepReport(string Step, TimeSpan Time, long Bytes, string Cache)
{
    /// <summary>A table for people.</summary>
    /// <param name="steps">The steps.</param>
    public static IRenderable Table(IEnumerable<StepReport> steps) =>
        new Listing("step", "time>", "size>", "").AddAll(
            steps.Select(step =>
                new[]
                {
                    step.Step,
                    step.Time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
                    ByteSize.Format(step.Bytes),
                    step.Cache,
                }
            )
        );

    /// <summary>Writes the steps as data.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="path">The file.</param>
    public static void Write(IReadOnlyCollection<StepReport> steps, string path) =>
        File.WriteAllText(
            path,
            JsonConvert.SerializeObject(
                new
                {
                    steps = steps.Select(step => new
                    {
                        step = step.Step,
                        seconds = Math.Round(step.Time.TotalSeconds, 1),
                        bytes = step.Bytes,
                        cache = step.Cache,
                    }),
                },
                Formatting.Indented
            ) + "\n"
        );
}
