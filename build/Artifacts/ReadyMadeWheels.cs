using Wheelhouse.Build.ContinuousIntegration;
using Wheelhouse.Build.Reporting;

namespace Wheelhouse.Build.Artifacts;

/// <summary>The wheels that a user hands over instead of having them built.</summary>
public static class ReadyMadeWheels
{
    /// <summary>Fills a folder of the run with what was given, or says what is needed.</summary>
    /// <param name="context">The run.</param>
    /// <param name="task">The task that fills it.</param>
    /// <param name="folder">The folder to fill.</param>
    /// <param name="files">The wheels that were given, or null.</param>
    /// <param name="needed">The error when nothing was given and a root needs it.</param>
    /// <exception cref="InputNeededException">Nothing was given.</exception>
    /// <exception cref="WheelhouseException">A file is not a valid wheel.</exception>
    public static async Task FillAsync(
        BuildContext context,
        string task,
        string folder,
        IReadOnlyList<string>? files,
        InputNeededException needed
    )
    {
        if (files is null && context.IsExclusive && Directory.Exists(folder))
        {
            var kept = await WheelFolder.OpenAsync(folder, $"{task} {needed.Where}=...", context.Cancellation);
            context.Report($"no {needed.Where}: what an earlier run left is complete and stays");
            context.Report(ManifestText.Of(kept.Manifest, folder));
            context.Make(TaskProduct.Of(kept.Manifest));
        }
        else if (files is null && context.Options.WantsVllm)
        {
            throw needed;
        }
        else
        {
            // With other roots than vLLM there may be no such wheels: then the folder must not keep those of an earlier run.
            var manifest = await WheelImport.RunAsync(files ?? [], folder, context.Cancellation);
            context.Report(ManifestText.Of(manifest, folder));
            context.Make(TaskProduct.Of(manifest));
        }
    }

    /// <summary>The wheels of `--base-wheels`.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputNeededException">There is no such folder, or no wheel in it.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputNeededException(
                "there is no such folder of wheels",
                folder,
                "name a folder that has wheels"
            );
        }

        string[] wheels = [.. Directory.EnumerateFiles(folder, "*.whl").Order(StringComparer.Ordinal)];
        return wheels.Length > 0
            ? wheels
            : throw new InputNeededException(
                "the folder has no wheels (*.whl)",
                folder,
                "name a folder that has wheels"
            );
    }

    /// <summary>The error when base wheels are needed and not given.</summary>
    public static InputNeededException BaseNeeded() =>
        new(
            "the base wheels (torch, triton, torchvision, amdsmi) are needed",
            "--base-wheels",
            "give the folder that has them with --base-wheels=DIR, or ask for other roots than vllm with --root=NAME"
        );

    /// <summary>The error when a vLLM wheel is needed and not given.</summary>
    public static InputNeededException VllmNeeded() =>
        new(
            "a vLLM wheel is needed",
            "--vllm-wheel",
            "give it with --vllm-wheel=FILE, or ask for other roots than vllm with --root=NAME"
        );
}
