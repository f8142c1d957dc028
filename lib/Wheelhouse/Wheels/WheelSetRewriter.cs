using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Wheels;

/// <summary>
/// Gives the wheels of a set new versions and platforms, and moves the pins between them along, so that what was installable
/// together stays so.
/// </summary>
public static class WheelSetRewriter
{
    /// <summary>Works out what must change, reading only; every reason against it is told at once.</summary>
    /// <param name="wheels">The set: all wheels among which pins are to hold.</param>
    /// <param name="policy">The new version of each wheel.</param>
    /// <param name="knownRenames">Versions renamed before, whose pins in this set are to follow.</param>
    /// <exception cref="WheelSetRefusedException">
    /// Two results would have one name, a requirement would no longer hold, or a wheel cannot be edited.
    /// </exception>
    /// <exception cref="IOException">A wheel cannot be read.</exception>
    public static WheelSetPlan Plan(
        IReadOnlyList<WheelFile> wheels,
        VersionPolicy policy,
        IReadOnlyDictionary<(ProjectName Project, PythonVersion Version), PythonVersion>? knownRenames = null
    ) =>
        Plan(
            wheels,
            new WheelSetChanges
            {
                PolicyOf = _ => policy,
                KnownRenames =
                    knownRenames ?? new Dictionary<(ProjectName Project, PythonVersion Version), PythonVersion>(),
            }
        );

    /// <summary>Works out what must change for versions, platforms and pins, in one pass over each wheel.</summary>
    /// <param name="wheels">The set: all wheels among which pins are to hold.</param>
    /// <param name="changes">What is to change.</param>
    /// <exception cref="WheelSetRefusedException">
    /// Two results would have one name, a requirement would no longer hold, or a wheel cannot be edited.
    /// </exception>
    /// <exception cref="IOException">A wheel cannot be read.</exception>
    public static WheelSetPlan Plan(IReadOnlyList<WheelFile> wheels, WheelSetChanges changes) =>
        new WheelSetPlanner(wheels, changes).Plan();

    /// <summary>
    /// Writes the wheels of a plan, several at once, into a folder that appears whole: a failure, a cancellation or a kill
    /// at any instant leaves it as it was, and the next run for the same folder removes what a killed one left beside it.
    /// </summary>
    /// <param name="plan">The plan. Wheels changed since it was made are refused.</param>
    /// <param name="outputFolder">Where the wheels go: a folder that is missing or empty.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>The wheels in the order of the plan.</returns>
    /// <exception cref="FolderNotEmptyException">The output folder holds something.</exception>
    /// <exception cref="WheelArchiveException">A wheel is damaged, or not the one the plan was made for.</exception>
    /// <exception cref="WheelNotWrittenException">A file cannot be read or written: a full disk, a missing right.</exception>
    public static Task<IReadOnlyList<RewrittenWheel>> ApplyAsync(
        WheelSetPlan plan,
        string outputFolder,
        CancellationToken cancellationToken
    ) => WheelSetWriter.WriteAsync(plan, outputFolder, cancellationToken);
}
