using Cake.Core;
using Wheelhouse.Build.Tools;

namespace Wheelhouse.Build.Testing;

/// <summary>Python's moto and the AWS CLI, in an environment of the tests' own, which the tests look into first.</summary>
/// <param name="context">The host.</param>
/// <param name="folder">The environment.</param>
/// <param name="source">Where pip takes them from, as its options; its own settings decide where nothing is said.</param>
public sealed class AwsTools(ICakeContext context, string folder, IReadOnlyList<string>? source = null)
{
    /// <summary>What is installed, as PyPI names it.</summary>
    public const string Names = "moto 5.2.1 and awscli 1.45.11 of PyPI";

    private static readonly string[] Requirements = ["moto[server]==5.2.1", "awscli==1.45.11"];
    private static readonly string[] Programs = ["aws", "moto_server"];

    private readonly ConsoleProgram programs = new(context);

    /// <summary>Where tests look for them.</summary>
    public static string Folder { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".cache/wheelhouse/moto-5.2.1-awscli-1.45.11"
        );

    /// <summary>Whether tests would find neither these nor others of this machine.</summary>
    public bool AreMissing() => !AreInstalled() && !AreOnPath();

    /// <summary>Makes the environment anew.</summary>
    /// <returns>Whether they are there then: they are not where there is no Python or no index.</returns>
    public bool TryInstall() =>
        programs.TryRun("python3", ["-m", "venv", "--clear", folder], out _)
        && programs.TryRun(
            Path.Combine(folder, "bin", "python"),
            // An index that is out of reach is not waited for.
            ["-m", "pip", "install", "--retries=1", "--timeout=30", .. source ?? [], .. Requirements],
            out _
        )
        && AreInstalled();

    private bool AreInstalled() => Programs.All(program => File.Exists(Path.Combine(folder, "bin", program)));

    private bool AreOnPath() =>
        context.Tools.Resolve("aws") is not null
        && context.Tools.Resolve("python3") is not null
        && programs.TryRun("python3", ["-c", "import moto.server"], out _);
}
