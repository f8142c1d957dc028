using Wheelhouse.Build.Building;
using Wheelhouse.Build.Tools.Git;
using Wheelhouse.Files;
using Wheelhouse.Names;
using Wheelhouse.Versions;

namespace Wheelhouse.Build.Rehearsal;

/// <summary>
/// A repository that stands in for vLLM's: the same Dockerfiles, stages, arguments and folders, and a tag that its version
/// comes from; its wheels are small and need no GPU and no network.
/// </summary>
public static class StandInRepository
{
    private const string Resources = "Repository/";
    private const string Version = "0.11.1";

    /// <summary>Writes the repository of a rehearsal, with one commit and its tag.</summary>
    /// <param name="context">The run.</param>
    public static void Write(BuildContext context)
    {
        using var staged = StagedFolder.Create(context.Artifacts.RehearsalRepository);
        var assembly = typeof(StandInRepository).Assembly;
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
        )
        {
            // Named so that git and the checks of this repository do not take it for their own.
            var path = Path.Combine(
                staged.Path,
                name[Resources.Length..].Replace("gitignore", ".gitignore", StringComparison.Ordinal)
            );
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            using var content = assembly.GetManifestResourceStream(name)!;
            content.CopyTo(file);
        }

        var git = new GitRunner(context);
        string[] author =
        [
            "-c",
            "user.name=Rehearsal",
            "-c",
            "user.email=rehearsal@localhost",
            "-c",
            "commit.gpgSign=false",
            "-c",
            "tag.gpgSign=false",
        ];
        Git("init", "--quiet");
        Git("add", "--all");
        Git("commit", "--quiet", "--message", "A release that is rehearsed");
        Git("tag", "--annotate", "--message", Version, $"v{Version}");
        staged.Commit();

        void Git(params string[] arguments) => git.Run(staged.Path, [.. author, .. arguments], context.Cancellation);
    }

    /// <summary>How its wheels are built.</summary>
    /// <param name="checkout">The repository's folder.</param>
    public static ReleaseBuild Release(string checkout)
    {
        const string BaseImage = "wheelhouse/rehearsal-base";
        return new ReleaseBuild(
            checkout,
            PythonVersion.Parse(Version),
            StandInImage.Name,
            new ImageBuild(
                BaseImage,
                "docker/Dockerfile.rocm_base",
                "debs_wheel_release",
                new Dictionary<string, string>
                {
                    ["BASE_IMAGE"] = StandInImage.Name,
                    ["PYTORCH_ROCM_ARCH"] = "gfx942;gfx950",
                    ["PYTORCH_BRANCH"] = "1c57644d",
                    ["USE_SCCACHE"] = "0",
                },
                "/app/debs",
                Expected("torch", "triton", "torchvision", "amdsmi")
            ),
            new ImageBuild(
                "wheelhouse/rehearsal-vllm",
                "docker/Dockerfile.rocm",
                "export_vllm_wheel_release",
                new Dictionary<string, string>
                {
                    ["BASE_IMAGE"] = BaseImage,
                    ["REMOTE_VLLM"] = "0",
                    ["ARG_PYTORCH_ROCM_ARCH"] = "gfx942;gfx950",
                },
                "/",
                Expected("vllm")
            ),
            "docker/context/base-wheels"
        );
    }

    private static ExpectedPackage[] Expected(params string[] projects) =>
        [.. projects.Select(project => new ExpectedPackage(ProjectName.Parse(project), IsRequired: true))];
}
